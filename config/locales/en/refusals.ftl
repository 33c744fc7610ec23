# What the rules answer to a command that may not be carried out now. Each says what to do instead.

refusal-not-convened = No roundtable is held in this channel now. An organizer convenes one with /{ name-roundtable } { name-roundtable-convene }.
refusal-already-convened = A roundtable is held in this channel already. Close it first, or convene yours in another channel.
refusal-not-open-yet = The meeting is not open yet. A co-chair opens it on the card; until then you can take a seat and accept the rules.
refusal-already-open = The meeting is in session already. See the card for where it stands.
refusal-meeting-paused = The meeting is paused. A co-chair presses “Resume” to go on; until then your place on the list is kept.
refusal-not-paused = The meeting is neither paused nor suspended; there is nothing to resume.
refusal-meeting-suspended = The meeting is suspended. An organizer or a co-chair takes it up again with /{ name-roundtable } { name-roundtable-resume }.
refusal-meeting-closed = This meeting is closed. A new one is convened with /{ name-roundtable } { name-roundtable-convene }.
refusal-co-chairs-only = Only a co-chair may do that. Please ask one of yours.
refusal-organizers-only = Only a co-chair or whoever convened the meeting may do that. Please ask one of them.
refusal-co-chairs-missing = The meeting opens when every side has a co-chair who has accepted the rules. Still missing: { $sides }. Use /{ name-seat } { name-seat-assign }, then “Rules” on the card.
refusal-co-chair-taken = { $side } has a co-chair already: { $person }. Give that person another seat first.
refusal-unknown-side = There is no such side. Choose one of: { $sides }.
refusal-no-seat = You have no seat at this table yet. Press “Take a seat” on the card, or use /{ name-seat } { name-seat-take }.
refusal-not-seated = { $person } has no seat at this table. Assign one with /{ name-seat } { name-seat-assign }.
refusal-seat-by-co-chair = That seat is given by a co-chair or the organizer. Please ask them to use /{ name-seat } { name-seat-assign }.
refusal-speaker-seat = Whoever has the floor keeps their seat until the turn is over. Please try again then.
refusal-rules-first = Please read and accept the rules of the room first: press “Rules”.
refusal-rules-changed = The rules were changed since this meeting was convened. Please ask the organizer to convene it anew.
refusal-already-accepted = You have accepted the rules already. You can ask for the floor.
refusal-not-a-speaker = { $person } cannot take the floor: the seat is not a speaker's, or the rules are not accepted yet. /{ name-seat } { name-seat-list } shows which.
refusal-already-asked = You are on the list already ({ $kind }, number { $place }). “My place” lets you say on what, or withdraw.
refusal-have-the-floor = You have the floor now; just write. Press “I have finished” when you are done.
refusal-nothing-to-reply-to = Nobody has spoken yet, so there is nothing to reply to. Ask for a statement instead.
refusal-nothing-asked = You have no request on the list. Press “Ask for the floor” to make one.
refusal-not-your-request = That request is somebody else's. “My place” shows yours.
refusal-no-floor = Nobody has the floor now. To speak, press “Ask for the floor”; a co-chair calls the next speaker with “Next speaker”.
refusal-not-your-floor = { $speaker } has the floor, not you. To speak, press “Ask for the floor”; a co-chair ends a turn with “Next speaker”.
refusal-stale-turn = Somebody was quicker: { $speaker } has the floor by now (turn { $turn }). Nothing was changed; press again if you still want to.
refusal-stale-turn-none = Somebody was quicker: that turn is over. Nothing was changed; press again if you still want to.
refusal-stale-item = Somebody was quicker: the meeting is at another item by now (“{ $item }”). Nothing was changed; press again if you still want to go on.
refusal-stale-item-none = Somebody was quicker: that item is no longer open. Nothing was changed; see the card for where the meeting stands.
refusal-nobody-waiting = Nobody is waiting for the floor. You may invite somebody with /{ name-floor } { name-floor-grant }, or go on with “Next item”.
refusal-already-extended = Somebody was quicker: this turn has just been extended. Press “More time” again if it should have still more.
refusal-no-extensions-left = This turn has been extended { $most ->
    [0] already as far as the format allows: not at all
    [one] once already
   *[other] { $most } times already
  }. The speaker may ask for the floor again.
refusal-no-point = No point of order waits for a ruling. It may have been ruled on already; see the card for who has the floor.
refusal-unknown-item = There is no such item on the agenda. Choose one from the list that appears as you type.
refusal-item-exists = That item is on the agenda already. Change it with /{ name-agenda } { name-agenda-edit }.
refusal-item-done = “{ $item }” is closed. To take it up again, add it as a new item.
refusal-no-items = An agenda has at least one item. Choose another agenda.
refusal-no-more-items = The agenda is done. A parked item can be taken up with /{ name-agenda } { name-agenda-next }; otherwise close the meeting with /{ name-roundtable } { name-roundtable-close }.
refusal-too-long = That is too long: { $length } characters, where { $most } fit. Please shorten it.
refusal-empty-text = There is no text in it. Please write a few words.
refusal-bad-budget = The time must be a whole number of minutes, from 1 to 1440.
refusal-closing-already = The closing has begun already. When everybody has spoken, a co-chair closes the meeting with /{ name-roundtable } { name-roundtable-close }.
refusal-in-caucus = The sides are in caucus now. Everybody is called back when it ends; a co-chair may end it sooner on the card.
refusal-no-caucus = There is no caucus to end.
refusal-bad-caucus = A caucus cannot last that long. Give a whole number of minutes, from { $least } to { $most }.
refusal-no-date = This phase does not end by a date. A co-chair goes on with “Next speaker” and “Next item”.
refusal-bad-date = That is no date to end at. Choose one that lies ahead, within { $most } days from now.
refusal-by-date = This meeting goes by dates, not by minutes. A co-chair sets another date under “Chairing”.
refusal-not-asked-for = Nobody asks to interpret: after a turn the interpreter is called. A co-chair turns this on under “Chairing”.
refusal-just-write = Nobody is called here. Just write when you can.
refusal-list-closed = The speakers list for this item is closed. You may still reply directly, ask a question, ask for a right of reply or raise a point of order; on the next item the list is open again.
refusal-list-closed-already = The speakers list is closed already. “Chairing” opens it again.
refusal-list-is-open = The speakers list is open already. Everybody can ask for the floor.
refusal-too-late-to-reply = Others have spoken since. Please ask to make a statement instead, and say in it what you are answering.
refusal-own-turn = The last to speak were you. To add something, ask to make a statement.
refusal-replies-spent = There are { $most ->
    [one] one direct reply
   *[other] { $most } direct replies
  } to { $person } already, which is as many as are heard at once. Please ask to make a statement, or for a right of reply.
refusal-own-replies-spent = You have had your { $most ->
    [one] direct reply
   *[other] { $most } direct replies
  } on this item. Please ask to make a statement instead.
refusal-rights-spent = { $side } has asked for { $most ->
    [one] its one right of reply
   *[other] its { $most } rights of reply
  } on this item. Please ask to make a statement instead.
refusal-points-spent = You have raised { $most ->
    [one] your one point of order
   *[other] your { $most } points of order
  } on this item. Please write to a co-chair instead.
refusal-raise-point = A point of order is heard at once, so it is never on the list. Press “Point of order” on the card.
refusal-nobody-behind = You are letting everybody go first already; nobody else waits who could.
refusal-more-coming = { $speaker } has said that more is coming. You can wait, or call the next speaker all the same.
refusal-nothing-to-pass = You have neither the floor nor a place to come, so there is nothing to pass. A request is withdrawn under “My place”.
refusal-own-extension = You have the floor yourself, so the room is asked: press “More time” on the card. Or ask the other co-chair.
refusal-co-chairs-extend = Here a co-chair gives more time. Please ask one of yours.
refusal-asked-already = The room is being asked already. You have more time unless somebody objects.
refusal-objected-already = Somebody has objected to more time for this turn. Please come to an end; you may ask for the floor again, or a co-chair may give you more time.
refusal-nothing-to-object-to = Nobody is asking for more time now. To speak yourself, press “Ask for the floor”.
refusal-nobody-speaks = Nobody is speaking now. When somebody does, this reaches them without taking the floor.
refusal-clarity-asked = You have told the speaker already. If it stays unclear, ask for the floor with a question of clarification.
refusal-policy-already = The list is ordered in that way already. To call somebody ahead of it, use /{ name-floor } { name-floor-grant }.
refusal-no-round-now = A go-round is called for during a discussion. Please wait until it begins.
refusal-round-already = Somebody was quicker: a go-round is under way. See the card for who is next.
refusal-replies-first = Somebody was quicker: the item is being left, and the rights of reply are heard first. Press “Next item” again to leave them unspoken.
refusal-no-open-item = No item is open now. See the card for where the meeting stands.
refusal-item-extended = Somebody was quicker: the item has just been given more time. Press again if it should have still more.
refusal-presides-already = { $person } presides already. All co-chairs have the same powers; “Pass the chair” hands it on.
refusal-presides-already-none = There is no other co-chair who could preside. An organizer seats one with /{ name-seat } { name-seat-assign }.
refusal-no-co-chair = { $person } cannot preside: only a co-chair who has accepted the rules can. /{ name-seat } { name-seat-list } shows who that is.
refusal-no-circle = There is no inner circle in this part of the meeting. Ask for the floor on the card.
refusal-in-circle = You sit in the inner circle already. Ask for the floor on the card.
refusal-waits-for-circle = You are waiting for a chair already. You take it as soon as one of your side is given up.
refusal-not-in-circle = You neither sit in the inner circle nor wait for a chair. To take one, press “Inner circle” on the card.
refusal-agenda-full = The agenda holds { $most } items at most. Close or leave out some before you add another.
refusal-item-ends = The item closes on time, so the room cannot give you more. A co-chair can: by giving the item more time first.
refusal-reply-to-what = A right of reply is asked for while an item is open, and heard at its end. To speak now, ask to make a statement.
refusal-rights-at-the-end = Only rights of reply are waiting, and those are heard at the end of the item: press “Next item”. You may also invite somebody with /{ name-floor } { name-floor-grant }.
refusal-outside-circle = Only those in the inner circle speak now. Press “Inner circle” on the card to take a chair; a point of order is open to all.

refusal-is-off-record = The meeting is off the record: the floor rests, anybody at the table may write, and nothing is kept. A co-chair of each side presses “Back on the record” to go on.
refusal-is-on-record = The meeting is on the record. To go off it, the co-chairs of all sides press “Off the record” under “Chairing”.
refusal-co-chairs-missing-now = It takes a co-chair of every side to go off the record. Missing now: { $sides }. Use /{ name-seat } { name-seat-assign }.
refusal-agreed-already = You have agreed already. It is done as soon as the other co-chairs have agreed too; the card shows whose word is still missing.
refusal-bad-keeping = Words are kept for { $least } to { $most } days, or until somebody erases them (0). Choose another number.
refusal-keeping-longer = People have agreed to what they were told, so once the meeting has opened, words may be kept for a shorter time only. Choose a smaller number.
refusal-not-yours = Those are somebody else’s words. “What is held of me” shows yours, and lets you erase them.
refusal-not-recorded = Nothing of yours is recorded now, so this would not be kept. To be recorded again, press “Rules” and accept them.
refusal-minute-takers-only = The minutes are kept by co-chairs and rapporteurs who have accepted the rules. Ask one of them to note it.
refusal-points-full = The minutes hold { $most } points at most. Leave some out before you note another.
refusal-no-such-point = There is no such point any more. The minutes at the end show what was noted.
refusal-no-minutes = There are no minutes to work on. The bot drafts them when a meeting that was opened closes.
refusal-minutes-frozen = These minutes have been adopted by both sides, and nothing in them changes any more. What is missing belongs in the next meeting’s.
refusal-minutes-changed = The minutes read otherwise by now. Please read them again, and press “Adopt” under the new text.
refusal-amendments-wait = There are amendments that nobody has decided on. A co-chair accepts or declines them first.
refusal-amendment-decided = Somebody was quicker: this amendment has been decided on already. Nothing was changed; the minutes show how they read now.
refusal-passage-not-found = That passage does not stand in the minutes, or stands there more than once. Copy a longer one, word for word; or leave the field empty, and your text is added at the end.
refusal-bad-day = That is no day. Write it like this: 2026-03-01.
refusal-export-no-seat = Transcripts are for those who sat at the table, and there is no meeting here of which you may have one. Ask a co-chair of the meeting.
refusal-export-not-bound = Transcripts are for those who have accepted the rules of the room, and with them confidence. While the meeting goes on, press “Rules” and accept them.
refusal-export-listeners = Transcripts are for those who took part in the talk; whoever observes or interprets is given none. Ask a co-chair if you need one for your work.
refusal-export-names-nobody = A version with names or sides is for the co-chairs, the rapporteurs and whoever convened the meeting. You may have the one under the Chatham House Rule: choose that.
refusal-still-reading = The bot is still reading what was written before, so nothing was done. Please try again in a moment.
refusal-export-form-missing = Word documents cannot be written on this server. Choose the page for reading and printing: Word opens it too.
refusal-export-too-heavy = Making this took longer than it may, so there is no file. Try another form, such as Markdown, or ask again later; the record itself is complete.

refusal-no-proposal = No proposed agenda is under review any more. /{ name-agenda } { name-agenda-show } shows what is on the agenda; /{ name-agenda } { name-agenda-propose } brings in another article.
refusal-proposal-waits = An agenda from an article is under review already. Look it over with /{ name-agenda } { name-agenda-review }: agree to it, or drop it there and propose yours.
refusal-proposal-changed = Somebody has changed the points since you saw them, so nothing was done. Look at them as they are now: /{ name-agenda } { name-agenda-review }.
refusal-proposal-full = There can be { $most } proposed points at most. Merge some before you add another.
refusal-nothing-proposed = Nothing in this article can be put on an agenda. Choose another one, or write the items with /{ name-agenda } { name-agenda-add }.
refusal-nothing-ticked = No point is ticked, so there is nothing to agree to. Tick those that are to be discussed; or drop the proposal.
refusal-unknown-point = There is no such point any more. /{ name-agenda } { name-agenda-review } shows those that there are.
refusal-unknown-paragraph = The point does not rest on that paragraph. Choose from those that it rests on.
refusal-merge-needs-two = It takes two points to make one of them. Choose one or more that this one is to take in.
refusal-split-leaves-nothing = All paragraphs would go with the second point, and nothing would be left for the first. Choose fewer, or none if both rest on all of them.
refusal-unfit-point = Point { $number } cannot be agreed to as it stands: it needs a title of at most { $title } characters, a question of at most { $question }, and a time. Choose it, and press “Reword” or “Time and stage”.
refusal-bad-stage = There are five stages of Sustained Dialogue: 1 to 5. Choose one of them, or none.
