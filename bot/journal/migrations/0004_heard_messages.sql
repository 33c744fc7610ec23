-- Which messages have become something, a contribution or a held message: each of them once. In files of
-- earlier versions one can stand in several events; the first of them is meant here.

CREATE TABLE heard_messages (
    meeting TEXT    NOT NULL,
    message TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (meeting, message)
) STRICT, WITHOUT ROWID;
