# Questions that are proposed with candidates for an agenda. { $title } is a clause of the article.

ask-own = { $question } What would each side answer, and on what does its answer rest?

# Mapping and naming
ask-2-1 = “{ $title }”: what does each side see here, and what does its picture leave out?
ask-2-2 = “{ $title }”: what does each side’s own experience say, and where do the two accounts part?
ask-2-3 = “{ $title }”: would both sides put it in these words, and to what would either object?

# Probing
ask-3-1 = “{ $title }”: what fear or interest stands behind each side’s view, and what could change it?
ask-3-2 = “{ $title }”: what in each side’s own experience speaks for this, and what against it?
ask-3-3 = “{ $title }”: can each side state the other’s reasons so that the other would recognize them?

# Building scenarios
ask-4-1 = “{ $title }”: which steps could lead there, in which order, and what stands in the way of each?
ask-4-2 = “{ $title }”: what would it ask of either side, and what follows if nothing is done?
ask-4-3 = “{ $title }”: on which conditions could each side live with this, and who else would have to agree?

# Acting together
ask-5-1 = “{ $title }”: who could begin, with what, and by which date?
ask-5-2 = “{ $title }”: what could those at this table do themselves, without waiting for their governments?
ask-5-3 = “{ $title }”: what would show after a year that it was kept, and who would look?

# Why a point is suggested
why-central = it holds much of what the article is about
why-own = it speaks of something that no other point does
why-question = it asks something
why-demand = it says what should be done
why-dispute = it sets one view against another
why-sides = it speaks of both sides
why-repeated = the article comes back to it
