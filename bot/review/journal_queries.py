"""The queries that the review desk puts to a journal, each by its name: SQL over the read models.

TABLES are those that a reader may also open as a table of their own and take away as CSV; they have
one parameter, the dialogue, and columns ending in `_utc` are moments. What must not live here: a
statement that changes anything, a text put together from what somebody typed.
"""

from __future__ import annotations

NAMED = " LEFT JOIN texts AS t ON t.meeting = s.meeting AND t.seq = s.name_seq AND t.field = 'name'"

DIALOGUES = """
SELECT m.dialogue, count(*) AS meetings,
 min(coalesce(m.opened_at, m.convened_at)) AS first_at,
 max(coalesce(m.closed_at, m.opened_at, m.convened_at)) AS last_at,
 sum(m.turns) AS turns, sum(m.contributions) AS contributions,
 (SELECT coalesce(sum(f.used_ms), 0) FROM floor_time AS f JOIN meetings AS o USING (meeting)
   WHERE o.dialogue = m.dialogue) AS used_ms,
 (SELECT count(DISTINCT s.person) FROM seats AS s JOIN meetings AS o USING (meeting)
   WHERE o.dialogue = m.dialogue AND s.capacity != 'observer') AS people,
 (SELECT o.meeting FROM meetings AS o WHERE o.dialogue = m.dialogue
   ORDER BY o.number DESC, o.convened_at DESC LIMIT 1) AS latest
FROM meetings AS m GROUP BY m.dialogue ORDER BY last_at DESC, m.dialogue"""

MEETINGS = """
SELECT m.meeting, m.number, m.title, m.status, m.convened_at, m.opened_at, m.closed_at, m.turns,
 m.contributions,
 (SELECT coalesce(sum(f.used_ms), 0) FROM floor_time AS f WHERE f.meeting = m.meeting) AS used_ms,
 (SELECT count(*) FROM seats AS s WHERE s.meeting = m.meeting AND s.capacity != 'observer') AS people
FROM meetings AS m WHERE m.dialogue = :dialogue ORDER BY m.number, m.convened_at, m.meeting"""

SEATS = f"""
SELECT s.meeting, s.person, s.side, s.capacity, t.text AS name
FROM seats AS s JOIN meetings AS m USING (meeting){NAMED}
WHERE m.dialogue = :dialogue ORDER BY m.number, m.convened_at, s.taken_at, s.person"""

FLOOR = """
SELECT f.meeting, f.person, f.side, f.turns, f.used_ms
FROM floor_time AS f JOIN meetings AS m USING (meeting) WHERE m.dialogue = :dialogue"""

POSTS = """
SELECT c.meeting, c.person, c.side, count(*) AS posts
FROM contributions AS c JOIN meetings AS m USING (meeting)
WHERE m.dialogue = :dialogue AND c.removed_at IS NULL GROUP BY c.meeting, c.person, c.side"""

CONVENED = "SELECT kind, version, payload FROM events WHERE meeting = :meeting AND seq = 1"

PLACE = "SELECT dialogue, number FROM meetings WHERE meeting = :meeting"

HITS = f"""
SELECT c.meeting, c.message, c.person, c.side, c.made_seq, c.at, m.dialogue, m.number,
 m.title AS meeting_title, a.title AS item_title, t.text AS name
FROM json_each(:keys) AS k
JOIN contributions AS c ON c.meeting = json_extract(k.value, '$[0]')
 AND c.message = json_extract(k.value, '$[1]')
JOIN meetings AS m ON m.meeting = c.meeting
LEFT JOIN agenda_items AS a ON a.meeting = c.meeting AND a.item = c.item
LEFT JOIN seats AS s ON s.meeting = c.meeting AND s.person = c.person{NAMED}"""

PEOPLE = f"""
SELECT m.dialogue, s.person, s.side, t.text AS name
FROM seats AS s JOIN meetings AS m USING (meeting){NAMED}
ORDER BY m.number, s.taken_at"""

HAS_UNDERTAKINGS = "SELECT EXISTS (SELECT 1 FROM undertakings) AS found"

UNDERTAKINGS = """
SELECT u.meeting, u.number, u.owner, u.due, u.done, m.dialogue, m.number AS meeting_number,
 (SELECT w.text FROM texts AS w WHERE w.meeting = u.meeting AND w.seq = u.text_seq
   AND w.field = 'text') AS words
FROM undertakings AS u LEFT JOIN meetings AS m ON m.meeting = u.meeting
ORDER BY u.due IS NULL, u.due, u.meeting, u.number"""

# As tables: times in UTC as spreadsheets know them, floor time in seconds.

_AT = "strftime('%Y-%m-%d %H:%M:%S', coalesce(m.opened_at, m.convened_at) / 1000, 'unixepoch')"

TABLES: dict[str, str] = {
    "meetings": """
SELECT m.number, m.meeting, m.status,
 strftime('%Y-%m-%d %H:%M:%S', m.convened_at / 1000, 'unixepoch') AS convened_utc,
 strftime('%Y-%m-%d %H:%M:%S', m.opened_at / 1000, 'unixepoch') AS opened_utc,
 strftime('%Y-%m-%d %H:%M:%S', m.closed_at / 1000, 'unixepoch') AS closed_utc,
 m.turns, m.contributions
FROM meetings AS m WHERE m.dialogue = :dialogue ORDER BY m.number, m.convened_at""",
    "floor-by-side": f"""
SELECT m.number, m.meeting, {_AT} AS at_utc, f.side, sum(f.turns) AS turns,
 sum(f.used_ms) / 1000 AS seconds
FROM floor_time AS f JOIN meetings AS m USING (meeting) WHERE m.dialogue = :dialogue
GROUP BY m.meeting, f.side ORDER BY m.number, m.convened_at, f.side""",
    "floor-by-person": f"""
SELECT m.number, m.meeting, {_AT} AS at_utc, one_line(coalesce(t.text, '')) AS name, f.side, f.turns,
 f.used_ms / 1000 AS seconds
FROM floor_time AS f JOIN meetings AS m USING (meeting)
LEFT JOIN seats AS s ON s.meeting = f.meeting AND s.person = f.person{NAMED}
WHERE m.dialogue = :dialogue ORDER BY m.number, m.convened_at, f.used_ms DESC""",
    "attendance": f"""
SELECT m.number, m.meeting, {_AT} AS at_utc, one_line(coalesce(t.text, '')) AS name, s.side, s.capacity
FROM seats AS s JOIN meetings AS m USING (meeting){NAMED}
WHERE m.dialogue = :dialogue ORDER BY m.number, m.convened_at, s.side, s.taken_at""",
}
