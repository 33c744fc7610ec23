# What a reader sees on a transcript. Times and lengths arrive already written out.

transcript-heading = Transcript
transcript-meeting = Meeting { $number }
transcript-attribution-full-record = Full record: names and words as spoken. Not for circulation beyond those who took part, unless they agree.
transcript-attribution-by-side = By side and capacity: words as spoken, and instead of names the side and the capacity. Not for circulation beyond those who took part, unless they agree.
transcript-attribution-chatham-house = Under the Chatham House Rule: what was said may be used; neither the identity nor the affiliation of those who said it, or of anybody else who took part, may be revealed.
transcript-done-by-side = { $count ->
    [0] Names, mentions and addresses were looked for in the texts by a program; none was found.
    [one] Names, mentions and addresses in the texts were taken out by a program, in { $count } place; a mark in square brackets stands there.
   *[other] Names, mentions and addresses in the texts were taken out by a program, in { $count } places; marks in square brackets stand there.
}
transcript-done-chatham-house = { $count ->
    [0] Who spoke and for which side is left out; the numbers of the speakers were given by chance, for this document only. Names, sides, mentions and addresses were looked for in the texts by a program; none was found. Times are rounded.
    [one] Who spoke and for which side is left out; the numbers of the speakers were given by chance, for this document only. Names, sides, mentions and addresses in the texts were taken out by a program, in { $count } place; a mark in square brackets stands there. Times are rounded.
   *[other] Who spoke and for which side is left out; the numbers of the speakers were given by chance, for this document only. Names, sides, mentions and addresses in the texts were taken out by a program, in { $count } places; marks in square brackets stand there. Times are rounded.
}
transcript-not-open-yet = This meeting has been convened and has not begun. The record goes up to { $until }.
transcript-still-open = This meeting is not closed. The record goes up to { $until }; what comes after is not in it.
transcript-suspended = This meeting is suspended. The record goes up to { $until }; what comes after the meeting is taken up again is not in it.
transcript-chain-broken = The chain of this meeting in the journal does not hold: something in it was altered or is missing, so it is not proven that what stands here is what was said. The command cochair verify names the place.
transcript-unlawful-note = { $count ->
    [one] One record of this meeting in the journal is such as the rules of procedure could not have written where it stands, although the chain holds: somebody may have added it. What is said in it is marked. The command cochair verify names it.
   *[other] { $count } records of this meeting in the journal are such as the rules of procedure could not have written where they stand, although the chain holds: somebody may have added them. What is said in them is marked. The command cochair verify names them.
}
transcript-erased-note = { $count ->
    [one] The words of { $count } contribution were erased; the record shows where.
   *[other] The words of { $count } contributions were erased; the record shows where.
}
transcript-removed-note = { $count ->
    [one] { $count } message was taken out after it was sent; the record shows where, and not what it said.
   *[other] { $count } messages were taken out after they were sent; the record shows where, and not what they said.
}
transcript-zone = All times are { $zone }.
transcript-times-from-opening = All times count from the opening and are rounded to { $step }.
transcript-days-from-opening = Times are told by the day, counted from the opening.
transcript-on-day = day { $number }

# The face
transcript-label-convened = Convened
transcript-label-month = Month
transcript-label-opened = Opened
transcript-label-closed = Closed
transcript-label-length = Length
transcript-label-venue = Place
transcript-label-format = Format
transcript-label-languages = Languages
transcript-label-convener = Convener
transcript-label-status = Status
transcript-label-rules = Rules of the room (digest)
transcript-label-head = Last entry of the journal’s chain
transcript-label-records = Journal entries
transcript-length-of-which = { $length }, of which { $paused } in breaks
transcript-status-convened = convened
transcript-status-open = open
transcript-status-paused = paused
transcript-status-caucus = in caucus
transcript-status-suspended = suspended
transcript-status-closed = closed
transcript-date-and-time = { $date }, { $time }
transcript-day-and-time = { $day }, { $time }
transcript-from-to = { $start } – { $end }
transcript-from-on = { $start } – (still going on)

# Headings
transcript-contents = Contents
transcript-participants = Participants
transcript-agenda = Agenda
transcript-floor-time = Floor time
transcript-by-person = By person
transcript-timeline = The meeting in time
transcript-proceedings = Proceedings
transcript-unspoken = Requests left unspoken
transcript-held = Messages held
transcript-turns = Turns
transcript-record = About this record
transcript-before = Around the agenda
transcript-item = Item { $number }
transcript-again = taken up again
transcript-page = Page
transcript-skip = Go to the proceedings
transcript-none = None.

# People
transcript-name-erased = name erased
transcript-no-name = somebody without a seat
transcript-the-bot = the bot
transcript-speaker = Speaker { $number }
transcript-role-co-chair = a co-chair
transcript-role-interpreter = Interpreter
transcript-role-somebody = somebody
transcript-by-side = { $capacity } of { $side }
transcript-by-side-number = { $capacity } { $number } of { $side }
transcript-part-meeting-start = At the beginning
transcript-part-meeting-end = At the end

# What stands in a text in place of what was taken out
transcript-mark-name = [name]
transcript-mark-side = [side]
transcript-mark-mention = [mention]
transcript-mark-number = [number]
transcript-mark-link = [link]
transcript-mark-email = [email]
transcript-mark-phone = [telephone]

# The organizers' own report on what was taken out; it isn't for circulation
transcript-report-heading = What was done for this version, and what to look at before it goes out
transcript-report-confidential = For the organizers only: this page says where the document may still give somebody away. Do not circulate it.
transcript-report-taken = Taken out of the texts
transcript-report-nothing = Nothing was taken out.
transcript-report-sort-name = names
transcript-report-sort-side = names of sides
transcript-report-sort-mention = mentions and handles
transcript-report-sort-number = ids
transcript-report-sort-link = links
transcript-report-sort-email = email addresses
transcript-report-sort-phone = telephone numbers
transcript-report-look = To look at
transcript-report-look-intro = A program cannot tell whether these give somebody away. The places are those of the document: c-12 is the contribution that the HTML and Markdown pages have under #c-12.
transcript-report-clear = Nothing that a program would notice. Read the text all the same.
transcript-report-beyond = No program sees style, a favourite phrase, an argument that only one person makes, or a room so small that everybody knows. Let somebody read it who was there.
transcript-report-doubt-biography = Somebody’s own life
transcript-report-doubt-affiliation = A side, as somebody’s own
transcript-report-doubt-near-name = Words that begin or sound like a name
transcript-report-doubt-common-word = Names that are also ordinary words, and were left
transcript-report-doubt-post = Posts and professions
transcript-report-doubt-proper-noun = Words with a capital letter within a sentence
transcript-report-doubt-date = Dates and years
transcript-report-doubt-quantity = Figures with a unit
transcript-report-doubt-link-kept = Links that were left
transcript-report-doubt-language = Words in a language that one or two speak here
transcript-report-doubt-rota = Turns given for a role or by side: whoever knows the format can guess whose they are
transcript-capacity-co-chair = co-chair
transcript-capacity-participant = participant
transcript-capacity-rapporteur = rapporteur
transcript-capacity-interpreter = interpreter
transcript-capacity-observer = observer
transcript-accepted = accepted the rules and the recording at { $time }
transcript-not-accepted = has not accepted the rules
transcript-consent-withdrawn = withdrew consent at { $time }
transcript-left = left at { $time }
transcript-earlier-seat = before that { $capacity }, { $side }, until { $time }

# Columns
transcript-column-item = Item
transcript-column-question = Guiding question
transcript-column-outcome = What became of it
transcript-column-time = Time
transcript-column-who = Who
transcript-column-side = Side
transcript-column-kind = Kind
transcript-column-phase = Phase
transcript-column-from = From
transcript-column-to = To
transcript-column-limit = Limit
transcript-column-used = Used
transcript-column-ended = How it ended
transcript-column-notes = Remarks
transcript-column-asked = Asked at
transcript-column-subject = Subject
transcript-column-share = Share
transcript-column-turns = Turns
transcript-column-number = No.

# The agenda
transcript-state-pending = not reached
transcript-state-open = open
transcript-state-parked = parked
transcript-state-closed = closed
transcript-spent-of = { $spent } of { $budget }
transcript-sources = { $count ->
    [one] Article, paragraph { $paragraphs }
   *[other] Article, paragraphs { $paragraphs }
}
transcript-stage = Stage { $number }
transcript-item-added = added at { $time }
transcript-item-edited = wording or budget changed at { $time }
transcript-budget-spent = time budget spent at { $time }
transcript-carried-over = { $count ->
    [one] { $count } request carried over
   *[other] { $count } requests carried over
}

transcript-heard-later = { $count ->
    [one] heard later, in turn { $turns }
   *[other] heard later, in turns { $turns }
}
transcript-posts = Posts
transcript-column-posts = Posts
transcript-posts-count = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
transcript-set-aside = { $count ->
    [one] { $count } request set aside with it
   *[other] { $count } requests set aside with it
}
transcript-ran-out = left because its time was used up

# Turns
transcript-turn = Turn { $number }
transcript-turn-continued = Turn { $number }, continued
transcript-kind-statement = Statement
transcript-kind-direct-reply = Direct reply
transcript-kind-clarification = Question of clarification
transcript-kind-right-of-reply = Right of reply
transcript-kind-point-of-order = Point of order
transcript-kind-interpretation = Interpretation
transcript-end-yielded = given up
transcript-end-passed = passed
transcript-end-expired = time expired
transcript-end-called = called to an end by a co-chair
transcript-end-ruled = ended by the ruling
transcript-end-left = the speaker left
transcript-end-item-closed = the item was closed
transcript-end-meeting-closed = the meeting was closed
transcript-end-running = still has the floor
transcript-used-of = { $used } of { $limit }
transcript-over = { $time } over
transcript-extended = { $count ->
    [one] extended once, by { $time }
   *[other] extended { $count } times, by { $time } in all
}
transcript-extended-silently = with the room’s consent, nobody having objected
transcript-answers = in answer to turn { $turn }
transcript-interprets = interpretation of turn { $turn }
transcript-unclear = { $count ->
    [one] one member asked for simpler words or a translation
   *[other] { $count } members asked for simpler words or a translation
}
transcript-out-of-order = called out of order
transcript-interrupted-by = interrupted by turn { $turn }
transcript-without-floor = Without the floor
transcript-nothing-written = Nothing was written in this turn.
transcript-unlawful = doubtful: the rules of procedure could not have written this here
transcript-edited = edited at { $time }
transcript-earlier-wording = Earlier wording, { $time }
transcript-removed-by = Taken out at { $time } by { $name }.
transcript-removed = Taken out at { $time }.
transcript-words-erased = The words have been erased.
transcript-files = { $count ->
    [one] { $count } attachment
   *[other] { $count } attachments
}
transcript-reply-to = in reply to a message in turn { $turn }
transcript-link-to = Link to this message
transcript-ruling-sustained = Ruling by { $name }: the point of order is sustained.
transcript-ruling-dismissed = Ruling by { $name }: the point of order is not sustained.
transcript-passed-nobody-seated = { $who } passed over: nobody is seated.
transcript-passed-rules-not-accepted = { $who } passed over: the rules have not been accepted.
transcript-passed-called-on = { $who } passed over: the co-chair went on.
transcript-passed-passed = { $who } passed.
transcript-passed-called-early = { $who } was called ahead of this place.
transcript-passed-ran-out = { $who } was not reached: the item’s time was used up.
transcript-break-pause = Pause
transcript-break-caucus = Caucus: each side among its own; nothing was recorded
transcript-break-suspension = Meeting suspended
transcript-break-outage = The bot was away
transcript-break-outage-note = The speaker’s time stood still.

# Changes of the procedure
transcript-policy-first-come = first come, first called
transcript-policy-alternate-sides = the sides in turn
transcript-policy-least-heard = whoever was heard least
transcript-move-policy = Order of the speakers list from here on: { $policy } (chosen by { $by }).
transcript-move-round = Go-round: everybody is called once (called for by { $by }).
transcript-move-chair-opening = { $who } presides.
transcript-move-chair-alternation = { $who } presides: the chair alternates.
transcript-move-chair-handed-over = The chair was handed over: { $who } presides.
transcript-move-chair-taken-over = { $who } took the chair.
transcript-move-chair-dropped-out = { $who } presides, the chair having left the table.
transcript-move-chair-absent = { $who } presides, the room having waited for its chair.
transcript-move-list-closed = The speakers list was closed by { $by }.
transcript-move-list-reopened = The speakers list was opened again by { $by }.
transcript-move-interpretation-on = Consecutive interpretation from here on ({ $by }).
transcript-move-interpretation-off = No more consecutive interpretation ({ $by }).
transcript-move-item-extended = { $time } more for the item ({ $by }).
transcript-move-side-spent = { $side } has used up its floor time on this item.
transcript-move-replies = The rights of reply are heard before the item is left.
transcript-move-circle-entered = { $who } took a chair in the inner circle.
transcript-move-circle-left = { $who } left the inner circle.
transcript-move-venue = The meeting was moved to another channel ({ $by }).
transcript-move-date = The phase now ends on { $until } ({ $by }).

# What was not said
transcript-outcome-unspoken = not reached
transcript-outcome-waiting = still waiting
transcript-held-intro = Typed out of turn and given back to the author. The words are no part of this record.
transcript-held-not-your-turn = not that person’s turn
transcript-held-floor-paused = the floor was paused
transcript-held-rules-not-accepted = rules not accepted
transcript-held-no-seat = no seat at the table
transcript-held-replies-only = only replies were taken then
transcript-held-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
transcript-turns-count = { $count ->
    [one] { $count } turn
   *[other] { $count } turns
}
transcript-idle = Floor free
transcript-in-breaks = In breaks
transcript-in-interpretation = Interpretation
transcript-total-floor = All turns
transcript-timeline-text = { $turns ->
    [one] { $turns } turn
   *[other] { $turns } turns
} from { $start } to { $end }, one row to a side. Hatched stretches are breaks.
transcript-marks-note = Marks that show nothing or turn the reading direction are printed as their number, such as ⟨U+202E⟩.

# Lengths of time; $seconds and the like are padded with a nought where needed.
transcript-duration-seconds = { $seconds } s
transcript-duration-minutes = { $minutes } min
transcript-duration-minutes-seconds = { $minutes } min { $seconds } s
transcript-duration-hours = { $hours } h
transcript-duration-hours-minutes = { $hours } h { $minutes } min

# The minutes

transcript-minutes = Minutes
transcript-minutes-present = Present
transcript-minutes-positions = Who spoke, and where it stands in the transcript
transcript-minutes-turns = { $count ->
    [one] turn { $turns }
   *[other] turns { $turns }
}
transcript-minutes-agreement = Agreed
transcript-minutes-difference = Seen differently
transcript-minutes-question = Open questions
transcript-minutes-undertaking = Undertaken
transcript-minutes-due = by
transcript-status-off-record = off the record
transcript-break-off-record = Off the record

# Attachments, consent, minutes, erasures
transcript-removed-kept = By the rules of this dialogue its words are kept:
transcript-removed-kept-note = { $count ->
    [one] { $count } message was taken out after it was sent; by the rules of this dialogue its words are kept, and the record shows them marked.
   *[other] { $count } messages were taken out after they were sent; by the rules of this dialogue their words are kept, and the record shows them marked.
}
transcript-off-record-note = { $count ->
    [one] A part of this meeting was off the record; of it only the time is told.
   *[other] { $count } parts of this meeting were off the record; of them only the times are told.
}
transcript-unrecorded-note = { $count ->
    [one] In { $count } turn the speaker had agreed to no recording: what was said in it is not here.
   *[other] In { $count } turns the speakers had agreed to no recording: what was said in them is not here.
}
transcript-unrecorded = not recorded at the speaker’s wish
transcript-not-recorded = What was said in this turn was not recorded, at the speaker’s wish.
transcript-accepted-in = accepted the rules, read in { $language }, and the recording at { $time }
transcript-file = attachment { $number }
transcript-file-erased = the file has been erased
transcript-file-left-out-withdrawn = taken out again by its author
transcript-file-left-out-too-large = not kept: too large
transcript-file-left-out-kind = not kept: a kind of file that is not kept here
transcript-file-left-out-too-many = not kept: too many at once
transcript-file-left-out-unavailable = not kept: it could not be fetched
transcript-minutes-draft = A draft, revision { $revision } of { $time }; not adopted by every side.
transcript-minutes-adopted = Adopted, revision { $revision } of { $time }.
transcript-minutes-adopted-by = Adopted by { $name } ({ $time }).
transcript-amendment-accepted = Amendment { $number }, proposed by { $name } ({ $time }): accepted.
transcript-amendment-declined = Amendment { $number }, proposed by { $name } ({ $time }): not accepted.
transcript-amendment-undecided = Amendment { $number }, proposed by { $name } ({ $time }): not decided yet.
transcript-amendment-instead = Instead of:
transcript-amendment-text = this:
transcript-rules-text = The rules that were accepted
transcript-erased-asked = { $count ->
    [one] { $time }: { $count } text was erased at the wish of the person whose words they were.
   *[other] { $time }: { $count } texts were erased at the wish of the person whose words they were.
}
transcript-erased-removed = { $count ->
    [one] { $time }: { $count } text was erased since the message was taken out.
   *[other] { $time }: { $count } texts were erased since the message was taken out.
}
transcript-erased-retention = { $count ->
    [one] { $time }: { $count } text was erased since the time agreed for keeping them was over.
   *[other] { $time }: { $count } texts were erased since the time agreed for keeping them was over.
}
transcript-erased-organizer = { $count ->
    [one] { $time }: { $count } text was erased by the keeper of the record.
   *[other] { $time }: { $count } texts were erased by the keeper of the record.
}
transcript-nothing-here = Nothing of this turn stands in this document.
transcript-minutes-head = The record up to the close
transcript-export-given = { $time }: { $name } took a transcript ({ $rule }, { $form }).
transcript-export-refused = { $time }: { $name } asked for a transcript ({ $rule }, { $form }) and did not get it.
transcript-export-rule-full = full record
transcript-export-rule-by-side = by side and capacity
transcript-export-rule-chatham-house = Chatham House Rule
transcript-drawn = { $count ->
    [one] Item { $items } was drawn from { $article }
   *[other] Items { $items } were drawn from { $article }
}, and came onto the agenda at { $time }, once { $names } had agreed.
transcript-article = the article “{ $title }”
transcript-article-where = the article “{ $title }” ({ $where })
transcript-article-pasted = an article that was pasted
