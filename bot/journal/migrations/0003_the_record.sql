-- The record: attachments, reactions, how long words are kept, and what is off the record.

ALTER TABLE meetings ADD COLUMN keep_days INTEGER;          -- after the close; NULL: until somebody erases them
ALTER TABLE meetings ADD COLUMN erased_at INTEGER;          -- when they had been kept for that long

CREATE TABLE files (
    meeting   TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    number    INTEGER NOT NULL, -- within the message, from 1
    person    TEXT    NOT NULL,
    seq       INTEGER NOT NULL, -- texts (meeting, seq, 'name') and, where it was kept, 'digest'
    size      INTEGER,          -- bytes; NULL: it was not kept
    kind      TEXT,             -- media type; NULL: it was not kept
    left_out  TEXT,             -- why it was not kept; NULL: it was
    at        INTEGER NOT NULL,
    PRIMARY KEY (meeting, message, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE reactions (
    meeting TEXT    NOT NULL,
    seq     INTEGER NOT NULL,   -- texts (meeting, seq, 'sign')
    message TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    added   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (meeting, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE off_record (
    meeting  TEXT    NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (meeting, began_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE points (
    meeting TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    kind    TEXT    NOT NULL, -- agreement, difference, question, undertaking
    item    TEXT,
    person  TEXT    NOT NULL, -- who noted it
    seq     INTEGER NOT NULL, -- texts (meeting, seq, 'text') and, of an undertaking, 'owner'
    due     INTEGER,
    dropped INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE minutes (
    meeting    TEXT    NOT NULL PRIMARY KEY,
    revision   INTEGER NOT NULL,
    seq        INTEGER NOT NULL, -- texts (meeting, seq, 'text')
    drafted_at INTEGER NOT NULL,
    digest     TEXT,             -- once it is adopted by all sides
    adopted_at INTEGER
) STRICT, WITHOUT ROWID;

-- Who has undertaken what, and by when.
CREATE VIEW undertakings AS
SELECT points.meeting, number, owner.text AS owner, points.seq AS text_seq, due, 0 AS done
FROM points LEFT JOIN texts AS owner
ON owner.meeting = points.meeting AND owner.seq = points.seq AND owner.field = 'owner'
WHERE kind = 'undertaking' AND dropped = 0;

-- Words in their stems are found in all their forms; as they were written, by their beginnings.
DROP TABLE said;
CREATE VIRTUAL TABLE said USING fts5 (
    words, stems, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
