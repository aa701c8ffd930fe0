CREATE TABLE workshops_anew (
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
    change_over_seconds INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT title_not_blank CHECK (length(trim(title)) > 0),
    CONSTRAINT zone_not_blank CHECK (length(trim(zone)) > 0),
    CONSTRAINT language_mode_known CHECK (language_mode IN ('none', 'written', 'simultaneous', 'consecutive')),
    CONSTRAINT table_count_in_range CHECK ("table_count" IS NULL OR "table_count" BETWEEN 1 AND 60),
    CONSTRAINT change_over_seconds_not_negative CHECK (change_over_seconds >= 0),
    FOREIGN KEY(programme_id) REFERENCES programmes (id)
);

INSERT INTO workshops_anew ("id", "extra", "programme_id", "code", "title", "course", "start", "end", "place", "country", "zone", "host", "sponsor", "working_language", "local_languages", "language_mode", "table_count", "facilitator", "co_facilitator", "speakers", "framework", "content_version", "note", "aim", "summary", "recommendations", "change_over_seconds")
SELECT "id", "extra", "programme_id", "code", "title", "course", "start", "end", "place", "country", "zone", "host", "sponsor", "working_language", "local_languages", "language_mode", "table_count", "facilitator", "co_facilitator", "speakers", "framework", "content_version", "note", "aim", "summary", "recommendations", 20 FROM workshops ORDER BY rowid;

DROP TABLE workshops;

ALTER TABLE workshops_anew RENAME TO workshops;

CREATE INDEX ix_workshops_programme_id ON workshops (programme_id);

CREATE TABLE recoveries (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    shortfall_seconds INTEGER NOT NULL,
    changes JSON NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT kind_known CHECK (kind IN ('squeeze', 'smaller', 'drop', 'carry', 'move_anchor')),
    CONSTRAINT shortfall_seconds_not_negative CHECK (shortfall_seconds >= 0),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_recoveries_workshop_id ON recoveries (workshop_id);

CREATE TABLE timers (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    seconds INTEGER NOT NULL,
    started_wall VARCHAR NOT NULL,
    started_boot VARCHAR NOT NULL,
    started_mono_ms INTEGER NOT NULL,
    ended_wall VARCHAR,
    ended_boot VARCHAR,
    ended_mono_ms INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT seconds_not_negative CHECK (seconds >= 0),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_timers_workshop_id ON timers (workshop_id);

CREATE TABLE segments_anew (
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
    CONSTRAINT kind_known CHECK (kind IN ('registration', 'opening', 'introductions', 'overview', 'step', 'case_clinic', 'clinic', 'team_forming', 'team_studio', 'team_presentation', 'panel', 'visit', 'visit_debrief', 'lights_clinic', 'recap', 'wrap', 'evaluation', 'closing', 'break', 'stretch', 'meal', 'prayer', 'buffer', 'evening', 'guest')),
    CONSTRAINT anchor_kind_known CHECK (anchor_kind IS NULL OR anchor_kind IN ('start_at', 'end_by')),
    CONSTRAINT round_kind_known CHECK (round_kind IS NULL OR round_kind IN ('mix', 'cluster', 'same')),
    CONSTRAINT planned_seconds_not_negative CHECK (planned_seconds >= 0),
    CONSTRAINT minimum_seconds_not_negative CHECK (minimum_seconds >= 0),
    CONSTRAINT anchor_is_whole CHECK ((anchor_kind IS NULL) = (anchor_at IS NULL)),
    FOREIGN KEY(day_id) REFERENCES days (id)
);

INSERT INTO segments_anew ("id", "extra", "day_id", "position", "code", "kind", "title", "planned_seconds", "minimum_seconds", "cycle", "anchor_kind", "anchor_at", "buffer", "parked", "shorten_needs_consent", "speaker", "optional", "round_kind", "note", "private_notes", "form")
SELECT "id", "extra", "day_id", "position", "code", "kind", "title", "planned_seconds", "minimum_seconds", "cycle", "anchor_kind", "anchor_at", "buffer", "parked", "shorten_needs_consent", "speaker", "optional", "round_kind", "note", "private_notes", "form" FROM segments ORDER BY rowid;

DROP TABLE segments;

ALTER TABLE segments_anew RENAME TO segments;

CREATE INDEX ix_segments_day_id ON segments (day_id);

CREATE TABLE guests (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    local_title VARCHAR NOT NULL,
    seconds INTEGER NOT NULL,
    day_id VARCHAR,
    expected_at VARCHAR,
    status VARCHAR NOT NULL,
    segment_id VARCHAR,
    changed_at VARCHAR,
    PRIMARY KEY (id),
    CONSTRAINT status_known CHECK (status IN ('expected', 'on_the_way', 'at_the_door', 'speaking', 'left')),
    CONSTRAINT seconds_not_negative CHECK (seconds >= 0),
    CONSTRAINT name_not_blank CHECK (length(trim(name)) > 0),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(day_id) REFERENCES days (id),
    FOREIGN KEY(segment_id) REFERENCES segments (id)
);

CREATE INDEX ix_guests_workshop_id ON guests (workshop_id);

CREATE TABLE run_entries_anew (
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
    interpreter_seconds INTEGER NOT NULL,
    paused_for VARCHAR,
    parked_seconds INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT stage_known CHECK (stage IN ('whole', 'present', 'brief', 'think', 'discuss', 'report', 'synthesis', 'lights')),
    CONSTRAINT planned_seconds_not_negative CHECK (planned_seconds >= 0),
    CONSTRAINT paused_seconds_not_negative CHECK (paused_seconds >= 0),
    CONSTRAINT left_out_seconds_not_negative CHECK (left_out_seconds >= 0),
    CONSTRAINT interpreter_seconds_not_negative CHECK (interpreter_seconds >= 0),
    CONSTRAINT paused_for_known CHECK (paused_for IS NULL OR paused_for IN ('pause', 'interpreter')),
    CONSTRAINT ended_is_not_paused CHECK (ended_wall IS NULL OR paused_wall IS NULL),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(segment_id) REFERENCES segments (id)
);

INSERT INTO run_entries_anew ("id", "extra", "workshop_id", "sequence", "segment_id", "stage", "turn", "planned_seconds", "adjusted_seconds", "started_wall", "started_boot", "started_mono_ms", "ended_wall", "ended_boot", "ended_mono_ms", "paused_seconds", "paused_wall", "paused_boot", "paused_mono_ms", "left_out_seconds", "interpreter_seconds", "paused_for", "parked_seconds")
SELECT "id", "extra", "workshop_id", "sequence", "segment_id", "stage", "turn", "planned_seconds", "adjusted_seconds", "started_wall", "started_boot", "started_mono_ms", "ended_wall", "ended_boot", "ended_mono_ms", "paused_seconds", "paused_wall", "paused_boot", "paused_mono_ms", "left_out_seconds", 0, CASE WHEN paused_wall IS NULL THEN NULL ELSE 'pause' END, NULL FROM run_entries ORDER BY rowid;

DROP TABLE run_entries;

ALTER TABLE run_entries_anew RENAME TO run_entries;

CREATE INDEX ix_run_entries_segment_id ON run_entries (segment_id);

CREATE INDEX ix_run_entries_workshop_id ON run_entries (workshop_id);

CREATE UNIQUE INDEX one_running_entry ON run_entries (workshop_id) WHERE ended_wall IS NULL;

CREATE UNIQUE INDEX run_in_order ON run_entries (workshop_id, sequence);
