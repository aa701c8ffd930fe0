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
    mix_weights JSON NOT NULL,
    not_alone JSON NOT NULL,
    doors VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT title_not_blank CHECK (length(trim(title)) > 0),
    CONSTRAINT zone_not_blank CHECK (length(trim(zone)) > 0),
    CONSTRAINT language_mode_known CHECK (language_mode IN ('none', 'written', 'simultaneous', 'consecutive')),
    CONSTRAINT table_count_in_range CHECK ("table_count" IS NULL OR "table_count" BETWEEN 1 AND 60),
    CONSTRAINT change_over_seconds_not_negative CHECK (change_over_seconds >= 0),
    CONSTRAINT doors_known CHECK (doors IN ('front', 'back', 'left', 'right')),
    FOREIGN KEY(programme_id) REFERENCES programmes (id)
);

INSERT INTO workshops_anew ("id", "extra", "programme_id", "code", "title", "course", "start", "end", "place", "country", "zone", "host", "sponsor", "working_language", "local_languages", "language_mode", "table_count", "facilitator", "co_facilitator", "speakers", "framework", "content_version", "note", "aim", "summary", "recommendations", "change_over_seconds", "mix_weights", "not_alone", "doors")
SELECT "id", "extra", "programme_id", "code", "title", "course", "start", "end", "place", "country", "zone", "host", "sponsor", "working_language", "local_languages", "language_mode", "table_count", "facilitator", "co_facilitator", "speakers", "framework", "content_version", "note", "aim", "summary", "recommendations", "change_over_seconds", '{}', '[]', 'back' FROM workshops ORDER BY rowid;

DROP TABLE workshops;

ALTER TABLE workshops_anew RENAME TO workshops;

CREATE INDEX ix_workshops_programme_id ON workshops (programme_id);

CREATE TABLE printings (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    seats JSON NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, sheet),
    CONSTRAINT sheet_known CHECK (sheet IN ('table_cards', 'place_cards', 'wall_list')),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id)
);

CREATE INDEX ix_printings_workshop_id ON printings (workshop_id);

CREATE TABLE cluster_choices (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    choice INTEGER NOT NULL,
    cluster_id VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, participant_id, choice),
    UNIQUE (workshop_id, participant_id, cluster_id),
    CONSTRAINT choice_in_range CHECK ("choice" IS NULL OR "choice" BETWEEN 1 AND 2),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id)
);

CREATE INDEX ix_cluster_choices_cluster_id ON cluster_choices (cluster_id);

CREATE INDEX ix_cluster_choices_participant_id ON cluster_choices (participant_id);

CREATE INDEX ix_cluster_choices_workshop_id ON cluster_choices (workshop_id);

CREATE TABLE tables_anew (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    discussion_language VARCHAR NOT NULL,
    report_language VARCHAR NOT NULL,
    cluster_id VARCHAR,
    place_x FLOAT,
    place_y FLOAT,
    PRIMARY KEY (id),
    UNIQUE (workshop_id, number),
    CONSTRAINT number_in_range CHECK ("number" IS NULL OR "number" BETWEEN 1 AND 60),
    CONSTRAINT place_x_in_range CHECK ("place_x" IS NULL OR "place_x" BETWEEN 0 AND 1),
    CONSTRAINT place_y_in_range CHECK ("place_y" IS NULL OR "place_y" BETWEEN 0 AND 1),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(cluster_id) REFERENCES clusters (id)
);

INSERT INTO tables_anew ("id", "extra", "workshop_id", "number", "name", "discussion_language", "report_language", "cluster_id", "place_x", "place_y")
SELECT "id", "extra", "workshop_id", "number", "name", "discussion_language", "report_language", "cluster_id", NULL, NULL FROM tables ORDER BY rowid;

DROP TABLE tables;

ALTER TABLE tables_anew RENAME TO tables;

CREATE INDEX ix_tables_workshop_id ON tables (workshop_id);

CREATE TABLE seating_confirmations (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    segment_id VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (segment_id),
    FOREIGN KEY(segment_id) REFERENCES segments (id)
);

CREATE INDEX ix_seating_confirmations_segment_id ON seating_confirmations (segment_id);

CREATE TABLE seating_wishes (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    workshop_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    other_id VARCHAR,
    table_id VARCHAR,
    note VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT kind_known CHECK (kind IN ('together', 'apart', 'at_table')),
    CONSTRAINT a_table_where_one_is_meant CHECK ((kind = 'at_table') = (table_id IS NOT NULL)),
    CONSTRAINT somebody_else_where_two_are_meant CHECK ((kind = 'at_table') = (other_id IS NULL)),
    CONSTRAINT two_different_people CHECK (other_id IS NULL OR other_id <> participant_id),
    FOREIGN KEY(workshop_id) REFERENCES workshops (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id),
    FOREIGN KEY(other_id) REFERENCES participants (id),
    FOREIGN KEY(table_id) REFERENCES tables (id)
);

CREATE INDEX ix_seating_wishes_other_id ON seating_wishes (other_id);

CREATE INDEX ix_seating_wishes_participant_id ON seating_wishes (participant_id);

CREATE INDEX ix_seating_wishes_table_id ON seating_wishes (table_id);

CREATE INDEX ix_seating_wishes_workshop_id ON seating_wishes (workshop_id);

CREATE TABLE seats_anew (
    id VARCHAR NOT NULL,
    extra JSON NOT NULL,
    segment_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    seat_number INTEGER,
    locked BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (segment_id, participant_id),
    FOREIGN KEY(segment_id) REFERENCES segments (id),
    FOREIGN KEY(table_id) REFERENCES tables (id),
    FOREIGN KEY(participant_id) REFERENCES participants (id)
);

INSERT INTO seats_anew ("id", "extra", "segment_id", "table_id", "participant_id", "seat_number", "locked")
SELECT "id", "extra", "segment_id", "table_id", "participant_id", "seat_number", 0 FROM seats ORDER BY rowid;

DROP TABLE seats;

ALTER TABLE seats_anew RENAME TO seats;

CREATE INDEX ix_seats_participant_id ON seats (participant_id);

CREATE INDEX ix_seats_segment_id ON seats (segment_id);

CREATE INDEX ix_seats_table_id ON seats (table_id);
