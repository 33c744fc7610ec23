# What the bot says in a channel. Times such as { $when } are Discord's own and count down by themselves.

## Kinds of request
kind-statement = statement
kind-direct-reply = direct reply
kind-clarification = question of clarification
kind-right-of-reply = right of reply
kind-point-of-order = point of order
kind-statement-help = To say what you think on this item; in your turn on the list
kind-direct-reply-help = To answer what was just said; short, and ahead of the list
kind-clarification-help = To ask what somebody meant; a question, not an argument
kind-right-of-reply-help = To answer something said about you or your side; when the list is done
kind-point-of-order-help = About procedure only; heard at once, and a co-chair rules on it

## Capacities and enforcement
capacity-co-chair = co-chair
capacity-participant = participant
capacity-rapporteur = rapporteur
capacity-interpreter = interpreter
capacity-observer = observer
enforcement-lock = lock: only the speaker can write
enforcement-hold = hold: what is out of turn is given back
enforcement-open = open: the bot only keeps time
side-a = Side A
side-b = Side B

## Buttons
button-seat = Take a seat
button-rules = Rules
button-open = Open the meeting
button-ask = Ask for the floor
button-yield = I have finished
button-place = My place
button-point = Point of order
button-next = Next speaker
button-extend = More time
button-pause = Pause
button-resume = Resume
button-next-item = Next item
button-sustain = Sustained
button-not-sustain = Not sustained
button-withdraw = Withdraw
button-note = Say on what
button-accept = I accept the rules and the recording
button-withdraw-consent = Withdraw my consent
button-close = Yes, close the meeting
button-take-back = Take my text back

## The card
status-convened = Gathering
status-open = In session
status-paused = Paused
status-suspended = Suspended
status-closed = Closed
card-meeting = Meeting { $number }
card-convened = Take a seat and accept the rules. Once every side has its co-chair, a co-chair opens the meeting.
card-closed = The meeting is over. Thank you. The transcript is with the organizers.
card-nobody = nobody yet
card-over = Everything on the agenda has been gone through. A co-chair may close the meeting.
card-between = Between two items
card-item-number = Item { $number } of { $total }
card-budget = { $minutes } min
card-parked = { $count } parked
card-floor-free = The floor is free
card-chair-calls = A co-chair calls the next speaker.
card-interrupted = { $person } goes on after the point of order, with the time that was left.
card-time-left = { $left } left
card-time-up = time is up
card-until = ends { $when }
card-list = Speakers list: { $count }
card-list-empty = Nobody is waiting.
card-list-more = and { $count } more
card-balance = Floor time

## What the room is told
told-opened = The meeting is open. Speak for yourself; what is said here stays here.
told-paused = ⏸ The meeting is paused. The clock stands still.
told-suspended = ⏸ The meeting is suspended. The floor, the list and the agenda stay as they are.
told-resumed = ▶ The meeting goes on.
told-goes-on = 🎙 { $person } goes on, until { $when }.
told-outage = The bot was away for { $length }. Whoever was speaking has that time back.
told-closed = The meeting is closed. Thank you all.{ $count ->
    [0] {""}
    [one] {" "}One request was not reached; it is in the record.
   *[other] {" "}{ $count } requests were not reached; they are in the record.
  }
told-item-closed = This item is closed. { $count ->
    [one] One request is
   *[other] { $count } requests are
  } carried over.
told-item-parked = This item is parked, to be come back to.
told-budget-spent = ⏳ The time set aside for this item is used up. The co-chairs decide how to go on.
told-turn = 🎙 { $person }, you have the floor{ $kind ->
    [direct-reply] {" "}for a direct reply
    [clarification] {" "}for a question
    [right-of-reply] {" "}for a right of reply
   *[statement] {""}
  }. It ends { $when }.
told-point = ✋ { $person } raises a point of order; it ends { $when }. On procedure only, please.
told-out-of-order = called by a co-chair ahead of the list
told-warned = { $person }, your time ends { $when }.
told-time-up = { $person }, your time is up. What you are typing is still taken for a few seconds.
told-extended = { $person } has { $more } more.
told-expired = The turn of { $person } has ended.
told-left = { $person } has left the table.
told-sustained = The point of order is sustained.
told-not-sustained = The point of order is not sustained.
told-passed = { $who } is passed over: nobody is there to speak.
trouble-forbidden = Discord no longer lets the bot keep the floor in this channel: a permission was taken from it. Please give it back "Manage Permissions" and "Manage Messages" here, or pause the meeting. Nothing said so far is lost.

## Answers to one person
done = Done.
incident = Something went wrong on our side, and nothing was changed. Please try again. If it happens again, tell the organizer this number: { $number }
unknown-button = This button is from an older version of the bot. Please use the card or a command.
you-have-the-floor = You have the floor.
ask-title = Ask for the floor
ask-kind = What for?
ask-note = On what? (may come later)
ask-note-help = A few words for the co-chairs and the list
asked = You are on the list: number { $place }, { $kind }.{ $noted ->
    [no] {" "}You can say on what later, under “My place”.
   *[yes] {""}
  }
note-title = On what will you speak?
noted = Noted.
no-note-yet = not said yet
my-place = Number { $place }: { $kind }, asked { $since }. On what: { $note }
withdrawn = Your request is withdrawn.
ruling-sustained = Sustain the point of order
ruling-not-sustained = Do not sustain the point of order
ruling-note = A word of explanation (optional)
choose-side = At which side of the table do you sit? You speak in a personal capacity.
seated = You have a seat: { $side }.
seated-rules-next = Before your first word, please read and accept the rules of the room.
seat-assigned = { $person } now sits with { $side } as { $capacity }.
seat-left = { $person } has left the table.
seat-accepted = rules accepted
seat-not-accepted = rules not accepted yet
cannot-seat-bot = Bots do not sit at the table.
consent-withdrawn = Your consent is withdrawn. From now on nothing of yours is recorded, and you cannot take the floor. You may accept the rules again at any time.
closed = The meeting is closed. The channel has its former permissions back.
close-sure = Close the meeting for good? { $count ->
    [0] Nobody is waiting for the floor.
    [one] One request would stay unspoken.
   *[other] { $count } requests would stay unspoken.
  } To go on another day, use /roundtable suspend instead.
status-opened = Opened { $when }
status-item = Item { $number } of { $total }: { $title }
status-times = Floor time: { $sides }. Yours: { $own }
list-floor = 🎙 { $person }: { $kind }, { $left } left
list-request = { $place }. { $person } ({ $side }), { $kind }, asked { $since }. On what: { $note }
agenda-heading = Agenda
item-add-title = A new agenda item
item-edit-title = Change an agenda item
item-title = Title, { $language }
item-question = Guiding question, { $language }
item-minutes = Time in minutes
item-added = The item is on the agenda, at the end. /agenda move puts it elsewhere.
item-edited = The item is changed.
item-moved = The item now stands at place { $place }.
choice-closing = → To the closing

## Convening
convened = The meeting is convened, with { $count ->
    [one] one item
   *[other] { $count } items
  } on the agenda. Next: seat a co-chair for each side with /seat assign; then everybody takes a seat and accepts the rules on the card.
cannot-convene-here = A roundtable is held in a text channel of a server. Please go to one and convene it there.
cannot-convene-permission = Convening takes the permission "Manage Channels" here. Please ask whoever runs this server.
unknown-agenda = There is no agenda “{ $given }”. There are: { $known }. Choose from the list that appears as you type.
unknown-format = There is no format “{ $given }”. There are: { $known }. Choose from the list that appears as you type.
missing-permissions = Before a meeting can be held here, please give the bot in this channel: { $names }. Nothing has been changed.

## What was typed out of turn
held-not-your-turn = Your message in { $channel } came out of turn, so it was taken out for you. It is not in the record. Ask for the floor on the card, and send it when you are called. Here it is:
held-floor-paused = The meeting in { $channel } is paused, so your message was taken out for you. Your time has not run. Send it again when the meeting goes on. Here it is:
held-rules-not-accepted = Before you speak in { $channel }, please accept the rules of the room on the card. Nothing of your message was kept; here it is:
held-no-seat = You have no seat at the table in { $channel } yet. Take one on the card. Nothing of your message was kept; here it is:
held-stays = { $person }: this message could not be given back to you privately, so it was left here and not recorded. Please remove it yourself, and allow private messages from this server.
held-waiting = { $person }: your message came out of turn and could not be sent to you privately. It waits for you here; only you can see it.
held-heading = Here is your text:
held-not-yours = This text belongs to somebody else.
held-not-kept = Nothing of this text was kept.

## The rules of the room
rules-heading = Rules of the room
rule-speak-for-yourself = Speak for yourself, in a personal capacity; you represent no government here.
rule-confidence = Keep confidence: what is said here is not told elsewhere with a name to it.
rule-no-interrupting = One person has the floor at a time. Do not interrupt; ask for the floor.
rule-answer = Answer what was said, not who said it.
rule-pass = You may pass whenever you are called.
rule-airtime = Leave time for others, those who speak little above all.
rules-recording = What you write while you have the floor is recorded word for word, with your name, for the organizers and those who took part. What is typed out of turn is given back to you and appears in no transcript; a copy is kept only so that it can be given back. You may withdraw your consent at any time: from then on nothing of yours is recorded.
rules-no-seat = Take a seat first; then you can accept them.
rules-accepted-already = You have accepted these rules and the recording.
rules-accepted = Thank you. You may now ask for the floor.
