# What organizers read at the review desk. Times, lengths and shares come written out already.
# What a transcript says too is said in its words (transcript.ftl).

review-desk = Review desk
review-language = English
review-skip = Skip to the page
review-menu = Parts of the desk
review-in-language = This page in
review-dialogues = Dialogues
review-search = Search
review-undertakings = Undertakings
review-verification = Verification
review-full-record = Full record, with names. It is for organizers; what leaves this machine is your responsibility.
review-file = File
review-period = { $first } – { $last }
review-none-yet = No meeting has been convened yet.
review-back-to-meeting = Back to the review desk

review-count-meetings = { $count ->
    [one] { $count } meeting
   *[other] { $count } meetings
}
review-label-meetings = Meetings
review-label-people = Took part
review-label-turns = Turns
review-label-contributions = Contributions
review-label-floor = Floor time
review-label-when = When
review-people-note = People who had a seat, each counted once; observers are not counted.

review-over-time = Floor time over the meetings
review-by-side = By side
review-by-person = By person
review-chart = Floor time by side, a column for each meeting. The same numbers stand in the table below.
review-chart-numbers = The numbers of the chart
review-no-floor-time = Nobody was given the floor in these meetings, so there is no floor time to draw.
review-column-meeting = Meeting
review-column-date = Date
review-column-person = Person
review-column-together = Together
review-column-meetings = Meetings
review-column-over-meetings = Meeting by meeting
review-meeting-number = Meeting { $number }
review-spark-note = Each stroke is one meeting, the first on the left, all to one scale; a dot: present, and never on the floor.
review-spark = { $name }: { $total } in { $count ->
    [one] { $count } meeting
   *[other] { $count } meetings
}
review-attendance = Who came to which meeting
review-attendance-note = Whoever had a seat, in the capacity held last in that meeting.
review-absent = not present
review-mark-co-chair = C
review-mark-participant = ●
review-mark-rapporteur = R
review-mark-interpreter = I
review-mark-observer = ○
review-take-away = As a table
review-table-meetings = Meetings
review-table-floor-by-side = Floor time by side
review-table-floor-by-person = Floor time by person
review-table-attendance = Attendance
review-as-csv = CSV
review-table-note = Times are UTC, floor time is in seconds. In the CSV, a name that a spreadsheet would take for a formula or a date has an apostrophe before it.
review-table-cut = There are more rows than can be shown here.

review-read-transcript = Read the transcript
review-facts = Facts
review-chain = Is the record as it was written?
review-chain-holds = Yes. The chain of this meeting holds, from the first of its { $events } events to the last.
review-chain-broken = No. Event { $seq } is the first that is not as it was written: { $problem }.
review-chain-unknown = This cannot be told: no chain of this meeting was found in the file.
review-chain-erased = { $count ->
    [one] { $count } text was erased on request; the chain says so.
   *[other] { $count } texts were erased on request; the chain says so.
}
review-course-lawful = Every event stands where the rules of procedure could have written it.
review-course-unlawful = { $count ->
    [one] Event { $events } could not have been written where it stands by the rules of procedure: somebody who has the file may have added it.
   *[other] Events { $events } could not have been written where they stand by the rules of procedure: somebody who has the file may have added them.
}
review-course-more = { $events } and { $more } more
review-course-doubled = { $count ->
    [one] One message was recorded twice, a fault of earlier versions of Cochair and nobody’s forgery.
   *[other] { $count } messages were recorded twice, a fault of earlier versions of Cochair and nobody’s forgery.
}
review-head = Head of the chain
review-cannot-be-read = The events of this meeting cannot be read to their end, so there is no more to show than this.
review-unspoken-none = Nobody was left waiting.

review-search-for = Words
review-search-hint = Every word must be there; visit* finds all words that begin so.
review-filter-dialogue = Dialogue
review-filter-side = Side
review-filter-person = Person
review-filter-from = From
review-filter-to = To
review-filter-order = Order
review-filter-any = any
review-order-best = best match first
review-order-newest = newest first
review-search-go = Search
review-search-clear = Clear
review-found = { $count ->
    [0] Nothing was found.
    [one] { $count } contribution
   *[other] { $count } contributions
}
review-found-nothing-hint = Try fewer words, the beginning of a word with * after it, or wider dates.
review-search-cut = There are more finds than were looked through ({ $limit } from each file, the best first). Narrow the words down to see the rest.
review-search-marks-note = What is marked looks like what was asked for. It is a help to the eye, no more.
review-in-transcript = in the transcript
review-no-item = outside the agenda
review-page-of = Page { $page } of { $pages }
review-earlier-page = Previous page
review-later-page = Next page

review-group-overdue = Overdue
review-group-due = To be done
review-group-done = Done
review-group-none = None.
review-due-on = due { $date }
review-due-never = no date
review-from-meeting = Meeting { $number }

review-verification-intro = Every meeting's events hang together in a chain of hashes; each text has its digest in it. The chain shows that nothing in it was altered. Whoever has the file could add an event and hash it too: one that the rules of procedure could not have written where it stands is named. That nothing was cut off its end shows only to whoever noted the head elsewhere.
review-file-sound = Nothing was found amiss.
review-file-unsound = Something is wrong.
review-column-events = Events
review-column-state = State
review-column-head = Head
review-holds = holds
review-broken = broken
review-problem = seq { $seq }, table { $table }: { $wrong }
review-problem-field = seq { $seq }, table { $table }, field { $field }: { $wrong }
review-wrong-missing = the row is missing, though there are later ones
review-wrong-unreadable = a value is of a kind that is never written
review-wrong-previous = it does not hold on to the row before it
review-wrong-hash = the row was altered: it does not give its hash
review-wrong-payload = the payload is not JSON
review-wrong-text-missing = the event has a digest, but the text is gone
review-wrong-text-altered = the text was altered: it does not give the event’s digest
review-wrong-text-orphaned = there is a text that belongs to no event
review-file-schema = Its tables, indexes, triggers or views are not those that Cochair makes: { $names }.
review-fault = The file could not be read to its end: { $fault }.
review-fault-damaged = it is damaged
review-fault-gone = it is no longer where it was, or may not be read
review-fault-other = it is no longer a journal of this version

review-trouble-no-page = There is no such page
review-trouble-no-page-text = The address may be mistyped, or what it named is not in this file.
review-trouble-damaged = The file cannot be read here
review-trouble-damaged-text = It may be damaged, or gone. Look at Verification, which says how far it can be trusted. The terminal has more under the number { $number }.
review-trouble-incident = Something went wrong
review-trouble-incident-text = It was not your doing, and nothing was changed. The terminal has more under the number { $number }.

review-access-back = To the review desk
review-access-entered = Come in
review-access-entered-text = The review desk opens by itself. The address you came by is spent; this browser may stay until it is closed or the desk is ended.
review-access-no-cookie = This desk is locked
review-access-no-cookie-text = It can be entered only by the address that “cochair review” printed, once, on this machine. If you have no such address, please ask whoever started the desk.
review-access-spent = This address has been used
review-access-spent-text = It works once, and somebody has come in by it. If that was not you, end the desk with Ctrl-C; to get a new address, start “cochair review” again.
review-access-wrong-key = This key does not fit
review-access-wrong-key-text = Please copy the whole address that “cochair review” printed. An address from an earlier start opens nothing any more.
review-access-host = Not by this name
review-access-host-text = The review desk answers only to 127.0.0.1 and localhost, so that no other site can ask it anything in your name.
review-access-method = This desk only reads
review-access-method-text = Nothing can be sent to it and nothing changed by it.
review-wrong-erased-unsaid = the text is gone, and no event says that it was erased then
review-wrong-not-erased = an event says that the text was erased, but it is there
