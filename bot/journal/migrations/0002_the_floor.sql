-- What a turn answers or interprets: the number of another turn of the meeting.

ALTER TABLE turns ADD COLUMN answers INTEGER;
ALTER TABLE turns ADD COLUMN interprets INTEGER;
