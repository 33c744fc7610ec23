"""What has to be known of English and Russian to read an article for its topics: small words, turns of
speech, the phrases of a newspaper's page. Data only; words are written without the dots on ё.

Cue words do not help to choose passages (measured, see docs/agenda.md); they tell a title from a clause
that only sounds like one, and which stage a passage suits.
"""

from __future__ import annotations

import re

STOPWORDS = frozenset(
    """a about above after again against all also although always am among an and another any are
around as at be because been before being below between both but by can cannot could did do does doing
done down during each either else enough even ever every few for from further get gets got had has have
having he her here hers herself him himself his how however i if in indeed instead into is it its itself
just least less let like made make makes many may me might more most much must my myself neither never
no nor not nothing now of off often on once one only onto or other others our ours ourselves out over
own per perhaps quite rather really said same say says see seem seems shall she should since so some
something soon still such than that the their theirs them themselves then there therefore these they
thing things this those though through thus till to together too towards two under until up upon us
use used very via was way we well were what whatever when where whether which while who whom whose why
will with within without would year years yes yet you your yours today new first last time people
а без более больше будет будто будут бы был была были было быть в вам вами вас ваш весь во вот впрочем
все всего всегда всей всем всеми всему всех всю вся вы где да даже для до другая другие других другого
другой ее ей ему если есть еще же за здесь и из или им ими их к как какая какие какого какой как-то
когда кого кому которая которого которое которой котором которому которую которые который которым
которых кто куда ли либо лишь между меня мне много может можно мой моя мы на над надо наконец нам нами
нас наш наша наше наши не него нее ней нельзя нем нему несколько нет неужели ни нибудь никогда ним ними
них ничего но ну нужно о об однако один одна одни одно около он она они оно опять от перед по под пока
после потому потом почему почти при про просто против раз разве с сам сама сами самая само самый самых
свое своего своей свои своих свой свою себе себя сегодня сейчас сказать со собой совсем стал стала стали
столько так такая также такие таким таких такое такого такой там тебя тем теперь то тогда того тоже
той только том тот тому три ту тут ты тысяч у уже хоть хотя чего чей чем через что чтобы чтоб чуть чье
эта эти этим этих это этого этой этом этому этот эту я год года году лет время человек люди людей
именно значит кажется поэтому""".split()
)

POINTING = frozenset(
    """it they them this that these those he she his her their its such both neither either here there so
then one another others him what which who
он она оно они его ее их им ей это этот эта эти этого этой этому этим этих такой такая такое такие
тот та те того них ним ней нее него нем ими там тут здесь так тогда оба обе что который которая которое которые кто""".split()
)
"""A clause that begins with one of these speaks of something that stands elsewhere."""

LEADING = re.compile(
    r"^(?:(?:first of all|first and foremost|and|but|or|so(?! (?:far|long|much|many)\b)|yet|nor|because|however|moreover|furthermore|besides|therefore|thus|hence|"
    r"in turn|similarly|likewise|meanwhile|nevertheless|nonetheless|still|indeed|instead|also|then|finally|first|firstly|second|"
    r"secondly|third|thirdly|fourth|fifth|sixth|seventh|lastly|in addition|in fact|of course|after all|"
    r"above all|first of all|in my view|in our view|i (?:think|believe|would argue|am convinced) that|"
    r"i (?:think|believe)|needless to say|by the way|that(?:'|’)?s why|that is why|this is why|"
    r"for example|for instance|on the contrary|on the other hand|on the one hand|at the same time|"
    r"as a result|in other words|in short|to be sure|true|naturally|clearly|obviously|again|now|here|"
    r"namely|that said|granted|there is no doubt that|it is clear that|it is no secret that|the fact is that|the truth is that|"
    r"the point is that|let us be honest|let me|if|when|while|although|though|since|where|as|"
    r"может(?: быть)?(?=,)|и|а|но|да|или|ибо|зато|однако|поэтому|потому|итак|так|впрочем|между тем|тем не менее|"
    r"кроме того|более того|при этом|к тому же|наконец|во-первых|во-вторых|в-третьих|в-четвертых|"
    r"в-четвёртых|в-пятых|в-шестых|в-седьмых|прежде всего|конечно|разумеется|безусловно|действительно|"
    r"например|скажем|напротив|наоборот|с другой стороны|с одной стороны|в то же время|в результате|"
    r"таким образом|иными словами|словом|короче|кстати|увы|к сожалению|на мой взгляд|по-моему|"
    r"я (?:думаю|считаю|убежден|убеждена|убеждён|уверен|уверена),? что|думаю,? что|полагаю,? что|"
    r"понятно,? что|очевидно,? что|ясно,? что|дело в том,? что|не секрет,? что|правда,|еще|ещё|"
    r"вот почему|вот|ведь|если|когда|хотя(?! бы)|пока|поскольку|так как|чтобы)(?![\w-])[\s,:—–-]*)+",
    re.IGNORECASE,
)
"""What a clause can do without at its beginning."""

DEMAND = re.compile(
    r"\b(?:should|must|ought to|need(?:s|ed)? to|ha(?:s|ve) to|necessary|essential|imperative|urgent|"
    r"let us|let's|we propose|i propose|i suggest|it is time|could begin|could start|"
    r"следует|необходим\w*|нужн[оаы]?|надо|должн\w+|обязан\w*|пора|важно|стоит|предлагаю|предложил бы|"
    r"давайте|придется|придётся|требуется)\b",
    re.IGNORECASE,
)
PROPOSING = re.compile(
    DEMAND.pattern + r"|\b(?:could|ought|deserve[sd]?|can be|lacks?|"
    r"would (?:help|cost|take|give|make|allow|save|reveal|require|need|fit|be (?:better|enough|a beginning))|"
    r"можно|нельзя|могл[аои] бы|мог бы|стоило бы|следовало бы|обязать|открыть|не хватает|нуждается)\b",
    re.IGNORECASE,
)
"""Says what should, could or might be done."""
ACTING = re.compile(
    r"\b(?:propose|suggest|agree on|establish|create|set up|launch|begin|start|sign|exchange|invite|"
    r"publish|appoint|by next|within (?:a|one|two|three|six) \w+|pilot|joint|"
    r"предлага\w+|договор\w+|созда\w+|учреди\w+|начать|начнем|начнём|запустить|подписать|обмен\w*|"
    r"пригласить|опубликовать|совместн\w+|к следующ\w+|за (?:год|месяц|полгода))\b",
    re.IGNORECASE,
)
CAUSE = re.compile(
    r"\b(?:because|cause[sd]?|reasons?|fears?|mistrust|distrust|suspicio\w+|resent\w+|grievance\w*|"
    r"humiliat\w+|blame[sd]?|why|memory|pride|"
    r"потому|причин\w+|из-за|страх\w*|боя\w+|опас\w+|недовери\w+|подозр\w+|обид\w+|унижен\w+|вин\w{1,3}|"
    r"почему|память|памят\w+|гордост\w+)\b",
    re.IGNORECASE,
)
DISPUTE = re.compile(
    r"\b(?:but|however|yet|whereas|although|though|on the contrary|on the other hand|disagree\w*|differ\w*|"
    r"critics|opponents|dispute\w*|neither side|both sides|"
    r"но|однако|зато|хотя|напротив|спор\w*|расход\w+|противник\w*|критик\w*|возраж\w+|обе стороны|"
    r"ни одна из сторон|с другой стороны)\b",
    re.IGNORECASE,
)
SIDES = re.compile(
    r"\b(?:both|each side|either side|two (?:countries|nations|sides|peoples|capitals|governments)|"
    r"neighbou?rs?|bilateral|mutual\w*|each other|"
    r"обе|обеих|обоих|двух (?:стран|сторон|народов|столиц|государств)|сосед\w*|двусторонн\w+|взаимн\w+|"
    r"друг друг\w*|наши страны|наших стран)\b",
    re.IGNORECASE,
)
NARRATING = re.compile(
    r"\b(?:i (?:remember|recall|met|was|sat|went|saw|asked|once|still have)|my (?:father|mother|"
    r"grand\w+|neighbou?r|friend|wife|husband|son|daughter)|one (?:evening|morning|day|autumn|winter)|"
    r"last (?:week|spring|summer|autumn|winter)|told me|said to me|"
    r"помню|вспоминаю|однажды|я (?:был|была|видел|видела|встретил|встретила|спросил|спросила|сидел|"
    r"ехал|ехала)|мой (?:отец|дед|сосед|друг|сын)|моя (?:мать|бабушка|дочь|жена)|рассказал\w* мне|"
    r"сказал\w* мне|прошл\w+ (?:весной|летом|осенью|зимой))\b",
    re.IGNORECASE,
)
"""What a story is told with: it leads to a topic and is none."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|do|did|cannot|"
    r"need|needs|remains?|becomes?|depends?|means?|costs?|makes?|gives?|takes?|keeps?|wants?|knows?|fears?|"
    r"\w{2,}(?:ает|яет|ует|еет|ит|ат|ят|ут|ют|ается|яется|уется|ится|утся|ются|атся|ятся|ал|ала|ало|али|"
    r"ил|ила|ило|или|ел|ела|ело|ели|ся|сь)|нет|есть|обязан\w*|вправе|против|будет|будут|может|могут|должн\w+|нужн\w*|можно|нельзя)\b",
    re.IGNORECASE,
)
"""The verb of a clause, as far as its form shows it."""
