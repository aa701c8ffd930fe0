CREATE TABLE drafts (
    point_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    written_at VARCHAR NOT NULL,
    PRIMARY KEY (point_id, field),
    CONSTRAINT field_known CHECK (field IN ('local_text', 'english_text'))
);

CREATE TABLE programmes (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT title_not_blank CHECK (length(trim(title)) > 0)
);

CREATE TABLE translations (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    noun VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (noun, row_id, field, language),
    CONSTRAINT status_known CHECK (status IN ('as_said', 'as_interpreted', 'missing', 'draft', 'checked'))
);

CREATE INDEX translations_by_row ON translations (noun, row_id);

CREATE TABLE participants (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    programme_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    given_name VARCHAR NOT NULL,
    family_name VARCHAR NOT NULL,
    display_name VARCHAR NOT NULL,
    native_name VARCHAR NOT NULL,
    gender VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    org_type VARCHAR NOT NULL,
    role_title VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    languages JSON NOT NULL,
    english_level VARCHAR NOT NULL,
    cluster_known VARCHAR NOT NULL,
    interpreter_id VARCHAR,
    email VARCHAR NOT NULL,
    consent_photo BOOLEAN NOT NULL,
    consent_contact_list BOOLEAN NOT NULL,
    replaced_by_id VARCHAR,
    withdrawn BOOLEAN NOT NULL,
    notes VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(programme_id) REFERENCES programmes (id),
    FOREIGN KEY(interpreter_id) REFERENCES participants (id),
    FOREIGN KEY(replaced_by_id) REFERENCES participants (id)
);

CREATE INDEX ix_participants_programme_id ON participants (programme_id);

CREATE TABLE workshops (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    programme_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    course VARCHAR NOT NULL,
    start VARCHAR NOT NULL,
    "end" VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    sponsor VARCHAR NOT NULL,
    working_language VARCHAR NOT NULL,
    local_languages JSON NOT NULL,
    language_mode VARCHAR NOT NULL,
    table_count INTEGER NOT NULL,
    facilitator VARCHAR NOT NULL,
    co_facilitator VARCHAR NOT NULL,
    speakers JSON NOT NULL,
    framework VARCHAR NOT NULL,
    content_version VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    aim VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    recommendations VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT title_not_blank CHECK (length(trim(title)) > 0),
    CONSTRAINT zone_not_blank CHECK (length(trim(zone)) > 0),
    CONSTRAINT language_mode_known CHECK (language_mode IN ('none', 'written', 'simultaneous', 'consecutive')),
    CONSTRAINT table_count_in_range CHECK ("table_count" IS NULL OR "table_count" BETWEEN 1 AND 60),
    FOREIGN KEY(programme_id) REFERENCES programmes (id)
);

CREATE INDEX ix_workshops_programme_id ON workshops (programme_id);

CREATE TABLE attendance (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    session VARCHAR NOT NULL,
    present BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, participant_id, session),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id)
);

CREATE INDEX ix_attendance_participant_id ON attendance (participant_id);

CREATE INDEX ix_attendance_workshop_id ON attendance (workshop_id);

CREATE TABLE clusters (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name_english VARCHAR NOT NULL,
    name_local VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    selected BOOLEAN NOT NULL,
    summary VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_clusters_workshop_id ON clusters (workshop_id);

CREATE TABLE criteria (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    weight FLOAT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, code),
    CONSTRAINT weight_in_range CHECK ("weight" IS NULL OR "weight" BETWEEN 0 AND 100),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_criteria_workshop_id ON criteria (workshop_id);

CREATE TABLE days (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    "on" VARCHAR NOT NULL,
    start VARCHAR NOT NULL,
    "end" VARCHAR NOT NULL,
    end_anchored BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, number),
    CONSTRAINT number_in_range CHECK ("number" IS NULL OR "number" BETWEEN 1 AND 60),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_days_workshop_id ON days (workshop_id);

CREATE TABLE evaluations (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    answers JSON NOT NULL,
    comment VARCHAR NOT NULL,
    comment_language VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, number),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_evaluations_workshop_id ON evaluations (workshop_id);

CREATE TABLE light_items (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    step INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    colour VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    local BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, item),
    CONSTRAINT colour_known CHECK (colour IN ('green', 'red')),
    CONSTRAINT step_in_range CHECK ("step" IS NULL OR "step" BETWEEN 1 AND 12),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_light_items_workshop_id ON light_items (workshop_id);

CREATE TABLE parking_lot_items (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    local_text VARCHAR NOT NULL,
    english_text VARCHAR NOT NULL,
    noted_at VARCHAR,
    status VARCHAR NOT NULL,
    moved_to_step INTEGER,
    raised_by VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT status_known CHECK (status IN ('open', 'answered', 'moved')),
    CONSTRAINT moved_to_step_in_range CHECK ("moved_to_step" IS NULL OR "moved_to_step" BETWEEN 1 AND 12),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_parking_lot_items_workshop_id ON parking_lot_items (workshop_id);

CREATE TABLE self_ratings (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    competency VARCHAR NOT NULL,
    "before" INTEGER,
    now INTEGER,
    "then" INTEGER,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, participant_id, competency),
    CONSTRAINT before_in_range CHECK ("before" IS NULL OR "before" BETWEEN 1 AND 5),
    CONSTRAINT now_in_range CHECK ("now" IS NULL OR "now" BETWEEN 1 AND 5),
    CONSTRAINT then_in_range CHECK ("then" IS NULL OR "then" BETWEEN 1 AND 5),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id)
);

CREATE INDEX ix_self_ratings_participant_id ON self_ratings (participant_id);

CREATE INDEX ix_self_ratings_workshop_id ON self_ratings (workshop_id);

CREATE TABLE steps (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    phase VARCHAR NOT NULL,
    phase_name VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    presents JSON NOT NULL,
    task_title VARCHAR NOT NULL,
    task_text VARCHAR NOT NULL,
    deliverable VARCHAR NOT NULL,
    questions JSON NOT NULL,
    report_format VARCHAR NOT NULL,
    report_fields JSON NOT NULL,
    outputs JSON NOT NULL,
    materials JSON NOT NULL,
    tips JSON NOT NULL,
    private_notes VARCHAR NOT NULL,
    synthesis VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, number),
    CONSTRAINT number_in_range CHECK ("number" IS NULL OR "number" BETWEEN 1 AND 12),
    CONSTRAINT name_not_blank CHECK (length(trim(name)) > 0),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_steps_workshop_id ON steps (workshop_id);

CREATE TABLE dot_votes (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    participant_id VARCHAR,
    cluster_id VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id)
);

CREATE INDEX ix_dot_votes_cluster_id ON dot_votes (cluster_id);

CREATE INDEX ix_dot_votes_workshop_id ON dot_votes (workshop_id);

CREATE TABLE segments (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    day_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    planned_seconds INTEGER NOT NULL,
    minimum_seconds INTEGER NOT NULL,
    cycle VARCHAR,
    anchor_kind VARCHAR,
    anchor_at VARCHAR,
    buffer BOOLEAN NOT NULL,
    parked BOOLEAN NOT NULL,
    shorten_needs_consent BOOLEAN NOT NULL,
    speaker BOOLEAN NOT NULL,
    optional BOOLEAN NOT NULL,
    round_kind VARCHAR,
    note VARCHAR NOT NULL,
    private_notes VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT kind_known CHECK (kind IN ('registration', 'opening', 'introductions', 'overview', 'step', 'case_clinic', 'clinic', 'team_forming', 'team_studio', 'team_presentation', 'panel', 'visit', 'visit_debrief', 'lights_clinic', 'recap', 'wrap', 'evaluation', 'closing', 'break', 'stretch', 'meal', 'prayer', 'buffer', 'evening')),
    CONSTRAINT anchor_kind_known CHECK (anchor_kind IS NULL OR anchor_kind IN ('start_at', 'end_by')),
    CONSTRAINT round_kind_known CHECK (round_kind IS NULL OR round_kind IN ('mix', 'cluster', 'same')),
    CONSTRAINT planned_seconds_not_negative CHECK (planned_seconds >= 0),
    CONSTRAINT minimum_seconds_not_negative CHECK (minimum_seconds >= 0),
    CONSTRAINT anchor_is_whole CHECK ((anchor_kind IS NULL) = (anchor_at IS NULL)),
    FOREIGN KEY(day_id) REFERENCES days (id)
);

CREATE INDEX ix_segments_day_id ON segments (day_id);

CREATE TABLE tables (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    discussion_language VARCHAR NOT NULL,
    report_language VARCHAR NOT NULL,
    cluster_id VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, number),
    CONSTRAINT number_in_range CHECK ("number" IS NULL OR "number" BETWEEN 1 AND 60),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id)
);

CREATE INDEX ix_tables_workshop_id ON tables (workshop_id);

CREATE TABLE action_items (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    cluster_id VARCHAR,
    table_id VARCHAR,
    title_english VARCHAR NOT NULL,
    title_local VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    owner_id VARCHAR,
    owner_text VARCHAR NOT NULL,
    partners VARCHAR NOT NULL,
    first_step VARCHAR NOT NULL,
    first_step_date VARCHAR,
    due_date VARCHAR,
    done_when VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(owner_id) REFERENCES participants (id)
);

CREATE INDEX ix_action_items_workshop_id ON action_items (workshop_id);

CREATE TABLE light_ratings (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    segment_id VARCHAR,
    step INTEGER NOT NULL,
    table_id VARCHAR NOT NULL,
    cluster_id VARCHAR,
    position INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    colour VARCHAR NOT NULL,
    rating INTEGER,
    evidence_local VARCHAR NOT NULL,
    evidence_language VARCHAR NOT NULL,
    evidence_english VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT colour_known CHECK (colour IN ('green', 'red')),
    CONSTRAINT rating_in_range CHECK ("rating" IS NULL OR "rating" BETWEEN 0 AND 2),
    CONSTRAINT step_in_range CHECK ("step" IS NULL OR "step" BETWEEN 1 AND 12),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(segment_id) REFERENCES segments (id),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id)
);

CREATE INDEX ix_light_ratings_table_id ON light_ratings (table_id);

CREATE INDEX ix_light_ratings_workshop_id ON light_ratings (workshop_id);

CREATE UNIQUE INDEX light_ratings_once ON light_ratings (coalesce(segment_id, ''), step, table_id, coalesce(cluster_id, ''), item);

CREATE TABLE report_backs (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    segment_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    step INTEGER,
    table_id VARCHAR NOT NULL,
    cluster_id VARCHAR,
    language VARCHAR NOT NULL,
    discussion_language VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    report_order INTEGER,
    reporter_id VARCHAR,
    question VARCHAR NOT NULL,
    captured_at VARCHAR,
    captured_by VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    translated_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT status_known CHECK (status IN ('as_said', 'as_interpreted', 'missing', 'draft', 'checked')),
    CONSTRAINT step_in_range CHECK ("step" IS NULL OR "step" BETWEEN 1 AND 12),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(segment_id) REFERENCES segments (id),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id),
    FOREIGN KEY(reporter_id) REFERENCES participants (id)
);

CREATE INDEX ix_report_backs_segment_id ON report_backs (segment_id);

CREATE INDEX ix_report_backs_table_id ON report_backs (table_id);

CREATE INDEX ix_report_backs_workshop_id ON report_backs (workshop_id);

CREATE UNIQUE INDEX report_backs_once ON report_backs (segment_id, coalesce(step, 0), table_id);

CREATE TABLE run_entries (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    segment_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    turn INTEGER,
    planned_seconds INTEGER NOT NULL,
    adjusted_seconds INTEGER NOT NULL,
    started_wall VARCHAR NOT NULL,
    started_boot VARCHAR NOT NULL,
    started_mono_ms INTEGER NOT NULL,
    ended_wall VARCHAR,
    ended_boot VARCHAR,
    ended_mono_ms INTEGER,
    paused_seconds INTEGER NOT NULL,
    paused_wall VARCHAR,
    paused_boot VARCHAR,
    paused_mono_ms INTEGER,
    left_out_seconds INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT stage_known CHECK (stage IN ('whole', 'present', 'brief', 'think', 'discuss', 'report', 'synthesis', 'lights')),
    CONSTRAINT planned_seconds_not_negative CHECK (planned_seconds >= 0),
    CONSTRAINT paused_seconds_not_negative CHECK (paused_seconds >= 0),
    CONSTRAINT left_out_seconds_not_negative CHECK (left_out_seconds >= 0),
    CONSTRAINT ended_is_not_paused CHECK (ended_wall IS NULL OR paused_wall IS NULL),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(segment_id) REFERENCES segments (id)
);

CREATE INDEX ix_run_entries_segment_id ON run_entries (segment_id);

CREATE INDEX ix_run_entries_workshop_id ON run_entries (workshop_id);

CREATE UNIQUE INDEX one_running_entry ON run_entries (workshop_id) WHERE ended_wall IS NULL;

CREATE UNIQUE INDEX run_in_order ON run_entries (workshop_id, sequence);

CREATE TABLE scores (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    table_id VARCHAR NOT NULL,
    cluster_id VARCHAR NOT NULL,
    criterion_id VARCHAR NOT NULL,
    score INTEGER,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (table_id, cluster_id, criterion_id),
    CONSTRAINT score_in_range CHECK ("score" IS NULL OR "score" BETWEEN 1 AND 5),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id),
    FOREIGN KEY(criterion_id) REFERENCES criteria (id)
);

CREATE INDEX ix_scores_cluster_id ON scores (cluster_id);

CREATE INDEX ix_scores_criterion_id ON scores (criterion_id);

CREATE INDEX ix_scores_table_id ON scores (table_id);

CREATE TABLE seats (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    segment_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    seat_number INTEGER,
    PRIMARY KEY (id),
    UNIQUE (segment_id, participant_id),
    FOREIGN KEY(segment_id) REFERENCES segments (id),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id)
);

CREATE INDEX ix_seats_participant_id ON seats (participant_id);

CREATE INDEX ix_seats_segment_id ON seats (segment_id);

CREATE INDEX ix_seats_table_id ON seats (table_id);

CREATE TABLE segment_steps (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    segment_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (segment_id, step),
    CONSTRAINT step_in_range CHECK ("step" IS NULL OR "step" BETWEEN 1 AND 12),
    FOREIGN KEY(segment_id) REFERENCES segments (id)
);

CREATE INDEX ix_segment_steps_segment_id ON segment_steps (segment_id);

CREATE TABLE stages (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    segment_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    planned_seconds INTEGER NOT NULL,
    minimum_seconds INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (segment_id, stage),
    CONSTRAINT stage_known CHECK (stage IN ('whole', 'present', 'brief', 'think', 'discuss', 'report', 'synthesis', 'lights')),
    CONSTRAINT planned_seconds_not_negative CHECK (planned_seconds >= 0),
    CONSTRAINT minimum_seconds_not_negative CHECK (minimum_seconds >= 0),
    FOREIGN KEY(segment_id) REFERENCES segments (id)
);

CREATE INDEX ix_stages_segment_id ON stages (segment_id);

CREATE TABLE table_roles (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    segment_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (segment_id, table_id, role),
    CONSTRAINT role_known CHECK (role IN ('host', 'scribe', 'timekeeper', 'reporter')),
    FOREIGN KEY(segment_id) REFERENCES segments (id),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id)
);

CREATE INDEX ix_table_roles_participant_id ON table_roles (participant_id);

CREATE INDEX ix_table_roles_segment_id ON table_roles (segment_id);

CREATE INDEX ix_table_roles_table_id ON table_roles (table_id);

CREATE TABLE report_points (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    report_back_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    local_text VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    english_text VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    do_not_publish BOOLEAN NOT NULL,
    author VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    translated_by VARCHAR NOT NULL,
    created_at VARCHAR,
    changed_at VARCHAR,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT status_known CHECK (status IN ('as_said', 'as_interpreted', 'missing', 'draft', 'checked')),
    CONSTRAINT position_in_range CHECK ("position" IS NULL OR "position" BETWEEN 1 AND 10000),
    FOREIGN KEY(report_back_id) REFERENCES report_backs (id)
);

CREATE INDEX ix_report_points_report_back_id ON report_points (report_back_id);

CREATE TABLE file_facts (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE journal (
    place INTEGER NOT NULL,
    device VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    parent VARCHAR,
    desk VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    target INTEGER,
    at VARCHAR NOT NULL,
    images VARCHAR,
    salt VARCHAR,
    digest VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    PRIMARY KEY (place),
    UNIQUE (device, seq)
);
