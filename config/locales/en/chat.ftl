# What the bot says in a channel. Times such as { $when } are Discord's own: on the card they count down by
# themselves, in messages that stay they are hours of the day.

## Kinds of request
kind-statement = statement
kind-direct-reply = direct reply
kind-clarification = question of clarification
kind-right-of-reply = right of reply
kind-point-of-order = point of order
kind-interpretation = interpretation
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

## The order of the list, and the end of an item
policy-first-come = first come, first called
policy-alternate-sides = the sides in turn
policy-least-heard = whoever was heard least
policy-go-round = a go-round
policy-first-come-help = Whoever asked first is called first
policy-alternate-sides-help = No side twice in a row while the other waits
policy-least-heard-help = The side, then the person, with the least floor time; it balances by itself
policy-go-round-help = Everybody is called once, after a minute to think; then the list goes on
runs-out-stay = the co-chairs decide
runs-out-close = it closes, and requests are carried over
runs-out-park = it is parked together with its requests

## Buttons
button-seat = Take a seat
button-rules = Rules
button-open = Open the meeting
button-ask = Ask for the floor
button-yield = I have finished
button-place = My place
button-point = Point of order
button-next = Next speaker
button-more-coming = More coming
button-pass = Pass
button-extend = More time
button-object = I object
button-unclear = Simpler, please
button-circle = Inner circle
button-guide = What is what?
button-chairing = Chairing
button-agenda = Agenda
button-list = The whole list
button-balance = Who spoke how long
button-leave-ask = Leave the table
button-leave = Yes, leave the table
button-defer = Let others go first
button-kind = For something else
button-next-surely = Call the next all the same
button-item-more = Item: 5 more minutes
button-item-close = Item: close on time
button-item-park = Item: park on time
button-end-caucus = End the caucus
button-interpreting-on = Turn interpretation on
button-interpreting-off = Turn interpretation off
button-quiet-on = Invite the quiet
button-quiet-off = Do not invite the quiet
button-loud-on = Tell the loud
button-loud-off = Do not tell the loud
button-list-closing-on = Close the list
button-list-closing-off = Open the list again
button-chair-pass = Pass the chair
button-caucus = Caucus
button-suspend = Suspend
button-item-time = More time for the item
button-park = Park the item
button-closing = To the closing
button-close-ask = Close the meeting
button-date = Another date
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
status-caucus = In caucus
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
card-presiding = In the chair: { $person }
card-item-stay = its time is used up { $when }
card-item-close = closes { $when }
card-item-park = is parked { $when }
card-leaving = Rights of reply, before the item is left
card-until-date = Open until { $when }.
card-written-freely = ✍ Nobody is called here: write when you can.
card-caucus = Each side is among its own. Everybody is called back { $when }.
card-thinking = 🤔 A moment to think: the first is called { $when }.
card-more-coming = more is coming
card-unclear = asking for simpler words or a translation: { $count }
card-asks-more = ⏳ Asks for more time. It is given { $when }, unless somebody objects.
card-circle = Inner circle
card-circle-waiting = Waiting for a chair
card-rota = To be called
card-outside = outside the circle
card-list-closed = the list is closed
card-posts = Messages
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
told-cut-off = The bot had no connection to Discord for { $length }. What was written here meanwhile has been read now; the clock went on.
told-moved = The channel of this meeting is gone, so the meeting goes on here, as it stood.
told-goes-on = 🎙 { $person } goes on, until { $when }.
told-stopping = The bot is being stopped on purpose and will be back. Until then nothing moves on here, and nothing is lost.
told-stopping-floor = The bot is being stopped on purpose and will be back. Until then the clock stands still: the speaker keeps the floor and the time that is left, and what the speaker writes meanwhile is read when the bot returns.
told-outage = The bot was away for { $length }. Whoever was speaking has that time back.
told-closed = The meeting is closed. Thank you all.{ $count ->
    [0] {""}
    [one] {" "}One request was not reached; it is in the record.
   *[other] {" "}{ $count } requests were not reached; they are in the record.
  }
told-item-closed = { $ran ->
    [yes] ⏳ The item’s time is used up, so it is closed.
   *[no] This item is closed.
  }{ $count ->
    [0] {""}
    [one] {" "}One request is carried over.
   *[other] {" "}{ $count } requests are carried over.
  }
told-item-parked = { $ran ->
    [yes] ⏳ The item’s time is used up, so it is parked, to be come back to.
   *[no] This item is parked, to be come back to.
  }{ $count ->
    [0] {""}
    [one] {" "}One request waits with it.
   *[other] {" "}{ $count } requests wait with it.
  }
told-item-ends-stay = ⏳ This item has { $left } left. Waiting: { $count }.
told-item-ends-close = ⏳ This item has { $left } left; then it closes. Waiting: { $count }. The co-chairs may choose otherwise on the card.
told-item-ends-park = ⏳ This item has { $left } left; then it is parked. Waiting: { $count }. The co-chairs may choose otherwise on the card.
told-runs-out-stay = When this item’s time is used up, the co-chairs decide how to go on.
told-runs-out-close = When this item’s time is used up, it closes; requests are carried over.
told-runs-out-park = When this item’s time is used up, it is parked together with its requests.
told-item-extended = This item has { $more } more.
told-side-spent = { $side } has used up its time on this item: its statements now come after the others’.
told-replies = Before the item is left, the rights of reply are heard.
told-policy = The list is now ordered like this: { $policy ->
    [first-come] { policy-first-come }
    [alternate-sides] { policy-alternate-sides }
   *[least-heard] { policy-least-heard }
}.
told-round = 🔄 A go-round: everybody is called once, and may pass. First { $length } to think.
told-thinking = First { $length } to think; one may pass.
told-chair-alternation = { $person } now presides.
told-chair-handed-over = The chair is handed over: { $person } now presides.
told-chair-taken-over = { $person } takes the chair.
told-chair-dropped-out = { $person }, the chair has left the table: you now preside.
told-chair-absent = { $person }, the room is waiting for its chair: please take over.
told-list-closed = 🔒 The speakers list for this item is closed. Points of order, replies, questions and rights of reply are still heard.
told-list-reopened = The speakers list is open again.
told-caucus = 🚪 Caucus: each side withdraws into a private thread of its own; everybody is called back at { $when }. The bot reads and records nothing there.
told-caucus-ended = 🔔 The caucus is over; please come back. A co-chair presses “Resume” when everybody is here.
told-until-date = 📅 Until { $when }.
told-date = 📅 This part now lasts until { $when }.
told-interpreting = { $on ->
    [yes] From now on every turn is followed by its interpretation.
   *[no] Turns are no longer interpreted one by one.
  }
told-circle = In the inner circle: { $people }. To join in, press “Inner circle”.
told-circle-entered = { $person } takes a chair in the inner circle.
told-unclear = { $person }: somebody asks for simpler words, please, or a translation.
told-more-asked = ⏳ { $person } asks for more time. It is given at { $when }, unless somebody presses “I object”.
told-more-too-late = No more time can be given: the item is to close on time. Please come to an end.
told-cut = ✂️ The item is to close on time, so { $person } has the floor until { $when }.
told-more-refused = Somebody objects to more time, so please come to an end.
told-budget-spent = ⏳ The time set aside for this item is used up. The co-chairs decide how to go on.
told-turn = 🎙 { $person }, you have the floor{ $kind ->
    [direct-reply] {" "}for a direct reply
    [clarification] {" "}for a question
    [right-of-reply] {" "}for a right of reply
    [interpretation] {" "}to interpret what was said
   *[statement] {""}
  }, until { $when }.
told-point = ✋ { $person } raises a point of order, until { $when }. On procedure only, please.
told-out-of-order = called by a co-chair ahead of the list
told-warned = { $person }, your time ends at { $when }.
told-time-up = { $person }, your time is up. What you are typing is still taken for a few seconds.
told-extended = { $person } has { $more } more.
told-extended-silently = Nobody objects: { $person } has { $more } more.
told-passes = { $person } passes.
told-not-reached = { $who } was not reached any more.
told-expired = The turn of { $person } has ended.
told-left = { $person } has left the table.
told-sustained = The point of order is sustained.
told-not-sustained = The point of order is not sustained.
told-passed = { $who } is passed over: nobody is there to speak.
record-waits = At the moment nothing can be written into the record. What you write here is not lost: it goes in as soon as that is possible. Buttons may fail until then. Please bear with us.
record-whole = The record is whole again: what was written here meanwhile is in it.
trouble-forbidden = Discord no longer lets the bot keep the floor in this channel: a permission was taken from it. Please give it back "Manage Permissions" and "Manage Messages" here, or pause the meeting. Nothing said so far is lost.
permissions-restored = Somebody changed who may write in this channel. I have set it right again, so that only the speaker can write; everything else in the channel's permissions stays as it was left.
permissions-left = Who may write in this channel has been changed again and again, so I leave it as it is now. What is typed out of turn is still taken out and given back. To have me lock the channel again, pause the meeting and go on.

## What happens to the room
notice-renamed = This channel is now called { $name }. The meeting goes on here; nothing else has changed.
notice-slow = Slow mode was set here: { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } between two messages of one person. Turns run on meanwhile; whoever manages the channel can turn it off.
notice-slow-off = Slow mode is off again.
notice-archived = This thread was archived. The meeting goes on, so it is open again.
notice-locked = This thread was locked: only those who manage threads can write here now. Turns run on; a co-chair can pause the meeting.
notice-unlocked = The thread is open to everybody again.
notice-timed-out = { $person } is in a time-out on this server until { $when } and cannot write. The turn runs on; a co-chair can call somebody else or pause.
notice-screening = { $person } has not completed the rules screening of this server and cannot write before that. The turn runs on; a co-chair can call somebody else or pause.
notice-can-write = { $person } can write again.
notice-pins-full = The card is not pinned, since Discord pins no more messages in this channel. Whoever manages messages can unpin one and pin the card.
notice-proxied = Another bot posts messages anew here under another name. The record has each as its author sent it; the copies are not in it. Please turn that off in this channel.

## Answers to one person
done = Done.
incident-after = It was done, but something went wrong when the bot was to tell you so. The card shows how things stand; please do not repeat it. If this happens again, give the organizer this number: { $number }.
stopping = The bot is just being stopped, so nothing was done. Please do this again when it is back, usually in a minute or so.
incident = Something went wrong on our side, and nothing was changed. Please try again. If it happens again, tell the organizer this number: { $number }
unknown-button = This button is from an older version of the bot. Please use the card or a command.
meeting-of-another-file = The records of this bot do not have the meeting that this belongs to. Another copy of the bot may have them. Please tell whoever runs the bot.
unknown-choice = That cannot be chosen here any more. Please open the form or the list again and choose from what it shows.
unknown-form = This form belongs to another meeting or to an earlier version of the bot, so nothing was done. Please open it again.
form-not-opened = The form could not be opened in time. Please try again.
you-have-the-floor = You have the floor.
ask-title = Ask for the floor
point-title = Point of order
point-what-for = A point of order is about procedure only: that a rule is not kept, that something cannot be heard, that a break or a ruling is wanted. It interrupts whoever is speaking, is heard at once, and a co-chair rules on it. To disagree with what was said, ask for the floor instead.
point-note = On what? (may be left out)
kind-title = What do you want the floor for?
kind-fair = You keep your place, unless you come to want something more urgent: then you stand behind those who wanted it before you.
kind-changed = You are now on the list for this: { $kind }, number { $place }.
ask-kind = What for?
ask-note = On what? (may come later)
ask-note-help = A few words for the co-chairs and the list
asked = You are on the list: number { $place }, { $kind }.{ $noted ->
    [no] {" "}You can say on what later, under “My place”.
   *[yes] {""}
  }
note-title = On what will you speak?
asked-aside = Your request is noted. The item was set aside at the same moment, so it waits until the item is taken up again.
noted = Noted.
no-note-yet = not said yet
my-place = Number { $place }: { $kind }, asked { $since }. On what: { $note }
withdrawn = Your request is withdrawn.
deferred = You let the others go first. You are now number { $place }.
place-nothing-asked = You have no request on the list.
place-no-seat = You have no seat at this table yet. Press “Take a seat” on the card.
place-seat = You sit with { $side } as { $capacity }. Your floor time, and turns: { $share }
place-next = You are called next, without asking. You may pass.
place-on-rota = You are called without asking, as number { $place } from now. You may pass.
place-circle = You are waiting for a chair in the inner circle, as number { $place } of all who wait.
place-answers = It answers { $person }.
passed = You have passed.
objected = Your objection is noted; the room is not told from whom it came.
unclear-told = The speaker is told that somebody asks for simpler words or a translation. Who asked is not said.
circle-entered = You now sit in the inner circle. Ask for the floor on the card.
circle-waiting = All chairs of your side are taken. You have the next one that is given up.
circle-left = You have left the inner circle. Your requests wait until you sit there again.
balance-how = Floor time; in brackets, the number of turns. Co-chairs conduct the talk, and are not compared.
balance-interpreted = Interpretation: { $length }
leave-sure = Leave the table? Your requests are taken down. What you said stays on the record; you may come back at any time.
left-the-table = You have left the table. To come back, press “Take a seat”.
ruling-sustained = Sustain the point of order
ruling-not-sustained = Do not sustain the point of order
ruling-note = A word of explanation (optional)
observe-with = Listen with { $side }
choose-side = At which side of the table do you sit? You speak in a personal capacity; or you may only listen. Below: the language in which the bot answers you.
seated = You have a seat: { $side }, { $capacity }.
seated-rules-next = Before your first word, please read and accept the rules of the room.
seat-assigned = { $person } now sits with { $side } as { $capacity }.
seat-left = { $person } has left the table.
seat-accepted = rules accepted
seat-not-accepted = rules not accepted yet
cannot-seat-bot = Bots do not sit at the table.
consent-withdrawn = Your consent is withdrawn: from now on nothing of yours is recorded. You may go on speaking, and the card shows the room that not all is recorded. To be recorded again, press “Rules” and accept them.
closed = The meeting is closed. The channel has its former permissions back.
close-sure = Close the meeting for good? { $count ->
    [0] Nobody is waiting for the floor.
    [one] One request would stay unspoken.
   *[other] { $count } requests would stay unspoken.
  } To go on another day, use /{ name-roundtable } { name-roundtable-suspend } instead.
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
item-added = The item is on the agenda, at the end. /{ name-agenda } { name-agenda-move } puts it elsewhere.
item-edited = The item is changed.
item-moved = The item now stands at place { $place }.
choice-closing = → To the closing

chairing-heading = For the co-chairs
chairing-order = Order of the list: { $policy }
chairing-list = { $closed ->
    [yes] 🔒 The speakers list is closed.
   *[no] The speakers list is open.
  }
chairing-interpretation = { $on ->
    [yes] Every turn is interpreted, if there is an interpreter.
   *[no] Turns are interpreted only if somebody asks for a translation.
  }
chairing-balance = { $quiet ->
    [yes] Those who hardly speak are invited in private
   *[no] Nobody is invited to speak in private
  }; { $loud ->
    [yes] those far over their share are told in private.
   *[no] nobody is told that they speak much.
  }
chairing-policy = Order the list like this …
chairing-runs-out = When the item’s time is used up …
chairing-grant-surely = Give the floor all the same to …
chairing-grant = Give the floor to … (in or out of order)
caucus-title = Caucus
caucus-minutes = For how many minutes?
caucus-what = Each side gets a private thread of its own, which the bot neither reads nor records. The floor, the list and the clock stand still until everybody is called back.
item-time-title = More time for the item
item-time-minutes = How many minutes more?
date-title = Another date
date-hours = In how many hours does this part end?
guide-heading = What each button is for
guide-kinds = What one asks for the floor for
guide-ask = raise your hand; say on what now or later
guide-yield = give up the floor when you are done
guide-more-coming = tell the room that you are still writing
guide-extend = speaking: ask the room for more time, which has it if nobody objects; co-chairs: give the speaker more time
guide-point = about procedure only; heard at once
guide-place = where you stand; change your request, let others go first, withdraw; leave the table
guide-unclear = ask the speaker for simpler words or a translation, without taking the floor
guide-pass = in a go-round: let your turn pass, now or beforehand
guide-circle = in a fishbowl: take a chair in the inner circle, or give it up
guide-rules = the rules of the room, and your consent to the recording
guide-seat = take a seat, listen, or choose your language
guide-next = co-chairs: call the next on the list
guide-next-item = co-chairs: close the item and go on; rights of reply are heard first
guide-pause = co-chairs: stop the clock
guide-chairing = co-chairs: everything else, such as the order of the list, a go-round, a caucus, the chair

## In caucus
caucus-name = Caucus
caucus-welcome = This thread is your side’s alone; besides you, those who run this server can see it. The bot reads nothing here and records nothing. Everybody is called back at { $until }; then the thread is closed, and what is written here stays readable for you.
caucus-almost-over = One minute left.
caucus-over = The caucus is over; please come back to { $channel }. This thread is now closed.
no-caucus-here = Discord allows private threads beside text channels only, so the sides cannot withdraw here. Pause the meeting instead, and let each side meet in a channel of its own.
missing-permissions-caucus = For a caucus, please give the bot in this channel: { $names }. Nothing has been changed.

## In private
second-process = A second copy of this bot is running, with records of its own. What it does is not in the record of the meeting in { $channel }, and it may answer in this one’s place. Please have whoever runs the bot stop one of the two; until then do not count on the record being complete. Only the co-chairs are told.
nudge-quiet = The others in { $channel } would like to hear you too. If you have something to say, press “Ask for the floor” on the card; you need not say yet on what. If you would rather listen, that is quite all right. Only you see this.
nudge-loud = You have been heard in { $channel } far more than others so far. Perhaps you would let them go first for a while. Only you see this.
nudge-date = The talk in { $channel } goes on: this part of it is open until { $when }, and there is no word of yours in it yet. Only you see this.

## Convening
convened = The meeting is convened, with { $count ->
    [one] one item
   *[other] { $count } items
  } on the agenda.{ $place ->
    [thread] { $softened ->
        [yes] {" "}Discord cannot lock a thread for some people only, so what comes out of turn is taken out here and given back to its author.
       *[no] {""}
      }
    [voice] {" "}In a voice channel the floor is the microphone: whoever does not have it is muted until the end. What is typed out of turn is given back.
    [stage] {" "}On this stage the floor is the microphone: “Request to Speak” puts somebody on the list, and only the speaker is invited. What is typed out of turn is given back.
   *[text] {""}
  } Next: seat a co-chair for each side with /{ name-seat } { name-seat-assign }; then everybody takes a seat and accepts the rules on the card.
cannot-convene-here = A roundtable is held in a text, voice or stage channel of a server, in a thread, or in a post of a forum. Please go to one and convene it there.
cannot-convene-permission = Convening takes the permission "Manage Channels" here. Please ask whoever runs this server.
resume-there = The meeting is suspended, and its own channel is still there: { $channel }. Please resume it there.
cannot-resume-permission = To take up a meeting in another channel takes the permission "Manage Channels" here. Please ask whoever runs this server.
unknown-agenda = There is no agenda “{ $given }”. There are: { $known }. Choose from the list that appears as you type.
unknown-format = There is no format “{ $given }”. There are: { $known }. Choose from the list that appears as you type.
missing-permissions = Before a meeting can be held here, please give the bot in this channel: { $names }. Nothing has been changed.

## What was typed out of turn
held-not-your-turn = Your message in { $channel } came out of turn, so it was taken out for you. It is not in the record. Ask for the floor on the card, and send it when you are called. Here it is:
held-floor-paused = The meeting in { $channel } is paused, so your message was taken out for you. Your time has not run. Send it again when the meeting goes on. Here it is:
held-replies-only = In these days only answers to what was written are taken in { $channel }, so your message was taken out for you. Use Discord’s “Reply” on the message that you answer, and send it again. Here it is:
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
rules-recording-heading = Recording
rules-recording-open = Everything that you write in this channel from the opening to the close is recorded word for word, with your name, for the organizers and those who took part. You may withdraw your consent at any time: from then on nothing of yours is recorded.
rules-recording-written = Everything that you write in this channel while anyone may write, and whatever you write while you have the floor, is recorded word for word, with your name, for the organizers and those who took part. What is written at another time is given back to you and appears in no transcript; a copy is kept only so that it can be given back. You may withdraw your consent at any time: from then on nothing of yours is recorded.
rules-recording = What you write while you have the floor is recorded word for word, with your name, for the organizers and those who took part. What is typed out of turn is given back to you and appears in no transcript; a copy is kept only so that it can be given back. You may withdraw your consent at any time: from then on nothing of yours is recorded.
rules-no-seat = Take a seat first; then you can accept them.
rules-accepted-already = You have accepted these rules and the recording.
rules-accepted = Thank you. You may now ask for the floor.

# The record

button-off-record = Off the record
button-on-record = Back on the record
button-mine = What is held of me
button-mine-erase-ask-words = Erase my words
button-mine-erase-ask-all = Erase my words and my name
button-mine-erase-words = Erase my words for good
button-mine-erase-all = Erase my words and my name for good
status-off-record = Off the record
card-partly-recorded = Not all that is said is recorded: somebody has withdrawn the consent to it.
card-off-record = 🔇 Off the record: anybody at the table may write, the floor rests, and nothing is kept but that this was so.
card-off-record-asked = 🔇 { $people } would like to go off the record. It is done when the co-chairs of all sides have pressed “Off the record”.
card-on-record-asked = ⏺ { $people } would like to go back on the record. It is done when all co-chairs have pressed “Back on the record”.
told-off-record-asked = 🔇 { $person } would like to go off the record. The other co-chairs press “Off the record” if they agree.
told-on-record-asked = ⏺ { $person } would like to go back on the record. The other co-chairs press “Back on the record” if they agree.
told-off-record = 🔇 Off the record from here on. Anybody at the table may write; nothing of it is kept, read or given back, and Discord itself keeps it like any message.
told-on-record = ⏺ On the record again: from here on what is said on the floor is recorded.
told-keeping = { $days ->
    [0] The words of this meeting are kept until somebody erases them.
    [one] The words of this meeting are kept for { $days } day after the close, and then erased.
   *[other] The words of this meeting are kept for { $days } days after the close, and then erased.
}
told-words-erased = { $days ->
    [one] 🧹 The words of meeting { $number } have been erased, as was agreed: they were to be kept for { $days } day.
   *[other] 🧹 The words of meeting { $number } have been erased, as was agreed: they were to be kept for { $days } days.
}
off-record-agreed = You agree to go off the record. It is done when the co-chairs of the other sides have agreed too.
on-record-agreed = You agree to go back on the record. It is done when the other co-chairs have agreed too.
keeping-set = { $days ->
    [0] The words of this meeting are kept until somebody erases them.
    [one] The words of this meeting are kept for { $days } day after the close.
   *[other] The words of this meeting are kept for { $days } days after the close.
}
keeping-is = { $days ->
    [0] The words of this meeting are kept until somebody erases them. What is yours you may erase at any time: press “Rules”, then “What is held of me”.
    [one] The words of this meeting are kept for { $days } day after the close, and then erased. What is yours you may erase before: press “Rules”, then “What is held of me”.
   *[other] The words of this meeting are kept for { $days } days after the close, and then erased. What is yours you may erase before: press “Rules”, then “What is held of me”.
}
mine-nothing = Nothing is held of you.
mine = { $entries ->
    [one] Here is all that is held of you: { $entries } entry
   *[other] Here is all that is held of you: { $entries } entries
}, { $texts ->
    [0] and no words.
    [one] with { $texts } text of yours. You may have it erased; that you sat here, and when you spoke, stays on the record.
   *[other] with { $texts } texts of yours. You may have them erased; that you sat here, and when you spoke, stays on the record.
}
mine-agenda = { $entries ->
    [one] { $entries } of these entries is
   *[other] { $entries } of these entries are
} about the agenda: titles and questions that you typed. They cannot be erased: the agenda is the text of the whole table, and transcripts and minutes follow it. `/agenda edit` words an item anew; the record keeps how it read before.
mine-erase-sure-words = Your words in all meetings will be erased for good: what you said, wrote as a subject, or had held, and its interpretations; also points that were noted from your words, and a draft of the minutes is made anew without them. It cannot be undone. Transcripts that were exported before, and minutes that were adopted, stay as they are.
mine-erase-sure-all = Your words and your name in all meetings will be erased for good. It cannot be undone. Your number on Discord stays in the chain of entries, which could not be checked without it. Points that were noted from your words go too, and a draft of the minutes is made anew without them and without your name. Transcripts that were exported before, minutes that were adopted, and your name in what others wrote, stay as they are.
mine-erased = { $texts ->
    [0] There was nothing to erase.
    [one] { $texts } text of yours has been erased.
   *[other] { $texts } texts of yours have been erased.
}
mine-erased-nearly = { $texts ->
    [one] { $texts } text of yours has been erased: nobody can find or read it here any more.
   *[other] { $texts } texts of yours have been erased: nobody can find or read them here any more.
} The last traces in the file could not be removed yet, since something else is using it. I try again every hour until they are gone.
search-nothing = Nothing was found in the meetings of this server of which you may have a transcript.
search-heading = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
search-hit = { $meeting }, { $when }, { $person }
search-hit-turn = { $meeting }, turn { $turn }, { $when }, { $person }
search-hit-unnamed = { $meeting }
search-hit-unnamed-turn = { $meeting }, turn { $turn }
search-unnamed = Where you may have only the version under the Chatham House Rule, nobody is named here either, apart from you.
search-too-heavy = What others said could not be prepared in time, so it is not shown here.
button-seats = Who is here
button-search = Search
search-title = Search what was said
search-words = Words
search-words-help = All of these, in any form; word* finds all that begin so. Only meetings of which you may have a transcript.

# Exports

button-export = Take a transcript
button-export-take = Give me the file
export-heading = Take a transcript of a meeting
export-about = { $title }, meeting { $number }
export-meeting = { $title }, meeting { $number }, { $day }
export-meeting-hint = Which meeting?
export-rule-hint = Who is named?
export-form-hint = In what form?
export-language-hint = In what language?
export-separator-hint = How are the cells separated?
export-rule-full = The full record
export-rule-full-help = Names and words as spoken
export-rule-by-side = By side and capacity
export-rule-by-side-help = Words as spoken; instead of names the side and the capacity
export-rule-chatham-house = Under the Chatham House Rule
export-rule-chatham-house-help = Neither names nor sides; speakers have numbers by chance
export-form-md = Markdown, plain text
export-form-html = A page for reading and printing (HTML)
export-form-json = For programs (JSON)
export-form-csv-turns = A table of the turns (CSV)
export-form-csv-floor = A table of the floor time (CSV)
export-form-docx = A Word document
separator-comma = Commas between cells, decimals as 1.5
separator-semicolon = Semicolons between cells, decimals as 1,5
export-still-open = ⏳ This meeting is not closed yet: the transcript ends where the meeting stands now, and says so.
export-is-noted = The file is for you alone. The record notes who took a transcript, of which kind, and when; so it does when somebody asks for one that they may not have.
export-given = Here is your transcript: { $rule }. That you took it is in the record. It says on its face who may read it; please keep to that.
export-in-parts = { $count ->
    [one] It is larger than Discord takes as one file, so it comes in { $count } part, to be read by itself.
   *[other] It is larger than Discord takes as one file, so it comes in { $count } parts, each to be read by itself.
}
export-packed = It is larger than Discord takes, so it is packed as a ZIP file: open that, and the document is in it.
export-cut = { $count ->
    [one] It is larger than Discord takes even when packed, so the ZIP file comes in { $count } piece. Save it and open { $name }.
   *[other] It is larger than Discord takes even when packed, so the ZIP file comes in { $count } pieces. Save them all in one folder and join them there: `copy /b { $name }.* { $name }` on Windows, `cat { $name }.* > { $name }` elsewhere; then open { $name }.
}
export-report = With it comes a report on what was taken out of the texts, and what somebody who was there should look at before the document goes out. **The report is as confidential as the full record:** please pass it on to nobody.
export-part = Part { $number } of { $total }. { $rule }

# The minutes

button-note-point = Note for the minutes
button-amend = Propose an amendment
button-minutes-adopt = Adopt
button-amend-accept = Accept
button-amend-decline = Decline
point-noting = Note for the minutes
point-kind = What is it?
point-text = In one or two sentences
point-owner = Who does it?
point-owner-help = Of an undertaking only; may be left out
point-due = By when?
point-due-help = Of an undertaking only; like this: 2026-03-01
point-noted = Noted for the minutes.
minutes-kind-agreement = Agreed
minutes-too-heavy = The draft of the minutes could not be made in time. The record itself is complete: a co-chair can take an export of it.
minutes-kind-difference = Seen differently
minutes-kind-question = An open question
minutes-kind-undertaking = Undertaken
minutes-draft = 📝 The draft of the minutes (version { $revision }). Whoever sat at the table may propose an amendment; once the co-chairs of both sides have pressed “Adopt”, the text is fixed.
minutes-adopted-by = Adopted so far by { $people }.
minutes-adopted = ✅ The minutes, adopted by the co-chairs of all sides. The digest below is that of the file: whoever has it can tell that nothing in it was changed.
minutes-you-adopt = You adopt the minutes as they read now.
amend-title = An amendment to the minutes
amend-instead = Which passage?
amend-instead-help = Copied from the minutes word for word; empty: your text is added at the end
amend-text = How should it read?
amendment-noted = Your amendment is before the co-chairs.
amendment-proposed = ✏️ Amendment { $number }, by { $person }. A co-chair accepts or declines it.
amendment-instead = Instead of
amendment-accepted = Amendment { $number } is accepted; the minutes above read so now.
amendment-declined = Amendment { $number } is not accepted.

## An agenda from an article
button-propose = Agenda from an article
button-review = Proposed agenda
button-review-reword = Reword
button-review-time = Time and stage
button-review-up = Up
button-review-down = Down
button-review-merge = Merge
button-review-split = Split
button-review-agree = Agree
button-review-drop = Drop
button-review-drop-sure = Drop it
button-review-back = Back
card-proposal = An agenda from an article awaits the co-chairs, under “Chairing”
card-proposal-agreed = agreed so far: { $people }
propose-title = An agenda from an article
propose-file = A file
propose-file-help = Plain text, Markdown, HTML, PDF or Word
propose-address = Or its address
propose-address-help = Beginning with https://
propose-text = Or its text
propose-text-help = Paragraphs with an empty line between them; up to 4000 characters
propose-one-of-three = Give one article, in one way: a file, an address, or its text. Nothing was read.
propose-not-fetched = Discord does not hand the file over just now. Please give it once more.
review-points = Points { $first }–{ $last }
review-heading = Proposed agenda
review-from = From { $article }
review-pasted = From a text that was pasted
review-ticked = Ticked: { $ticked } of { $count }, together { $minutes } min.
review-agreed = Agreed to this version: { $people }
review-missing = Still to agree: a co-chair of { $sides }.
review-how = The machine proposes, you decide. Only the co-chairs and whoever convened the meeting see this. The ticked points come onto the agenda, at its end, once a co-chair of every side has agreed to the same version; any change asks everybody anew.
review-why = { $strength } of 100: { $why }
review-tick-hint = Which points are to be items?
review-choose-hint = Choose the point that the buttons are for
review-stage = Stage of the dialogue
review-merge-with = Which points does it take in?
review-merge-with-help = It keeps its wording and place, and takes over their paragraphs and time
review-split-title = Title of the second point
review-split-question = Question of the second point
review-split-paragraphs = Paragraphs that go with it
review-split-paragraphs-help = None: both points rest on all of them
review-adopted = { $count ->
    [one] Both sides have agreed: { $count } point is on the agenda.
   *[other] Both sides have agreed: { $count } points are on the agenda.
}
review-drop-ask = Drop the proposed agenda? What was changed in it is lost. The article can be given again.
review-dropped = The proposed agenda is dropped. The agenda is as it was.
stage-none = No stage
stage-1 = 1. Deciding to engage
stage-2 = 2. Mapping and naming
stage-3 = 3. Probing
stage-4 = 4. Building scenarios
stage-5 = 5. Acting together
told-proposal-made = 📋 { $people }: an agenda from an article awaits your review, under “Chairing” or with /{ name-agenda } { name-agenda-review }. Nothing is on the agenda until the co-chairs of all sides have agreed.
told-proposal-made-none = 📋 An agenda from an article awaits its review. Nothing of it is on the agenda until the co-chairs of all sides have agreed.
told-proposal-agreed = 📋 { $person } agrees to the proposed agenda. It is adopted once the co-chairs of all sides have agreed.
told-proposal-adopted = { $count ->
    [one] ✅ The co-chairs of all sides have agreed. { $count } item has come onto the agenda:
   *[other] ✅ The co-chairs of all sides have agreed. { $count } items have come onto the agenda:
}
told-proposal-dropped = 📋 The proposed agenda was dropped. The agenda is as it was.
