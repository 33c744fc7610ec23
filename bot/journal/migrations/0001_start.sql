-- The journal proper: events in a chain, and the texts that they hold digests of.

CREATE TABLE events (
    meeting   TEXT    NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq > 0),
    at        INTEGER NOT NULL, -- milliseconds since 1970-01-01T00:00:00Z
    kind      TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    actor     TEXT,             -- NULL: the clock, or the bot itself
    payload   TEXT    NOT NULL, -- canonical JSON
    prev_hash BLOB    NOT NULL,
    hash      BLOB    NOT NULL,
    PRIMARY KEY (meeting, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (
    meeting   TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    field     TEXT    NOT NULL,
    salt      BLOB,
    text      TEXT,
    erased_at INTEGER,
    PRIMARY KEY (meeting, seq, field),
    FOREIGN KEY (meeting, seq) REFERENCES events (meeting, seq),
    CHECK ((text IS NULL) = (salt IS NULL) AND (text IS NULL) = (erased_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The bot's own bench, outside the chain.

CREATE TABLE bench (
    meeting TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (meeting, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE beat (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    at  INTEGER NOT NULL
) STRICT;

-- Read models: filled from the events in the same transaction, dropped and filled again at will.
-- They hold no text of a person; where one belongs, they name the row of texts by its seq.

CREATE TABLE meetings (
    meeting       TEXT    NOT NULL PRIMARY KEY,
    dialogue      TEXT    NOT NULL,
    number        INTEGER NOT NULL,
    title         TEXT    NOT NULL, -- JSON: pairs of language and text
    venue         TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    convened_at   INTEGER NOT NULL,
    opened_at     INTEGER,
    closed_at     INTEGER,
    turns         INTEGER NOT NULL DEFAULT 0,
    contributions INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX meetings_by_dialogue ON meetings (dialogue, number);
CREATE INDEX meetings_running ON meetings (convened_at) WHERE closed_at IS NULL;

CREATE TABLE seats (
    meeting  TEXT    NOT NULL,
    person   TEXT    NOT NULL,
    side     TEXT    NOT NULL,
    capacity TEXT    NOT NULL,
    language TEXT    NOT NULL,
    name_seq INTEGER NOT NULL, -- texts (meeting, name_seq, 'name')
    taken_at INTEGER NOT NULL,
    left_at  INTEGER,
    PRIMARY KEY (meeting, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE acceptances (
    meeting      TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    person       TEXT    NOT NULL,
    rules        TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    accepted_at  INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (meeting, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX acceptances_by_person ON acceptances (meeting, person);

CREATE TABLE agenda_items (
    meeting   TEXT    NOT NULL,
    item      TEXT    NOT NULL,
    position  INTEGER NOT NULL, -- from 0
    title     TEXT    NOT NULL, -- JSON, as in meetings
    question  TEXT    NOT NULL, -- JSON
    budget_ms INTEGER NOT NULL,
    sources   TEXT    NOT NULL, -- JSON: paragraphs of the article
    stage     INTEGER,
    state     TEXT    NOT NULL,
    opened_at INTEGER,          -- the first time
    closed_at INTEGER,
    PRIMARY KEY (meeting, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE requests (
    meeting  TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    person   TEXT    NOT NULL,
    side     TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    item     TEXT,
    note_seq INTEGER,           -- texts (meeting, note_seq, 'note')
    asked_at INTEGER NOT NULL,
    became   TEXT    NOT NULL,  -- waiting, granted, withdrawn, unspoken
    ended_at INTEGER,
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
    meeting      TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    person       TEXT    NOT NULL,
    side         TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    item         TEXT,
    phase        TEXT,
    request      INTEGER,
    limit_ms     INTEGER NOT NULL, -- as granted
    extended_ms  INTEGER NOT NULL DEFAULT 0,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    how          TEXT,
    used_ms      INTEGER,
    out_of_order INTEGER NOT NULL,
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE contributions (
    id         INTEGER PRIMARY KEY, -- only to tie it to its entry in said
    meeting    TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    turn       INTEGER,
    item       TEXT,
    person     TEXT    NOT NULL,
    side       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    files      INTEGER NOT NULL,
    reply_to   TEXT,
    made_seq   INTEGER NOT NULL,    -- texts (meeting, made_seq, 'words'): as first sent
    words_seq  INTEGER NOT NULL,    -- texts (meeting, words_seq, 'words'): as it stands
    edited_at  INTEGER,
    removed_at INTEGER,
    UNIQUE (meeting, message)
) STRICT;
CREATE INDEX contributions_by_turn ON contributions (meeting, turn);

CREATE TABLE held_messages (
    meeting TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    message TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    seq     INTEGER NOT NULL, -- texts (meeting, seq, 'words'), where anything was kept
    kept    INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE floor_time (
    meeting TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    side    TEXT    NOT NULL,
    turns   INTEGER NOT NULL,
    used_ms INTEGER NOT NULL,
    PRIMARY KEY (meeting, person, side)
) STRICT, WITHOUT ROWID;

-- What is said now and can be searched: contributions as they stand, without those removed.
-- It holds an index and no text, so that a text stands in one place only.
CREATE VIRTUAL TABLE said USING fts5 (
    words, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
