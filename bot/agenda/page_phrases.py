"""What the pages of newspapers say around an article, in English and Russian: buttons, captions, teasers,
notes on the author, comments. Data only; what follows from them stands in `boilerplate`."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"^\W*(?:read (?:also|more|next|on)|see also|also read|related|more (?:on|from|in|stories)|most read|"
    r"(?:most )?popular|trending|recommended|you may also|editor(?:'|’)?s (?:choice|picks?)|up next|"
    r"don(?:'|’)?t miss|advert(?:isement|ising|orial)?|sponsored|promoted|partner content|ad\b|"
    r"photo(?:graph)?s?\b\s*(?:by|:|credit|/)|image\s*(?:by|:|credit|source)|picture\s*:|illustration\s*:|"
    r"credit\s*:|caption\s*:|getty|file photo|graphic\s*:|video\s*:|"
    r"share\b|tweet|facebook|loading\b|this (?:post|essay|piece|column|text) is (?:part|an? )|e-?mail this|print(?: this|able)?|save (?:article|for later)|copy link|follow (?:us|the|our|me|him|her)\b|"
    r"listen to (?:this )?article|download|subscribe|sign up|sign in|log ?in|register|join (?:us|our)|"
    r"newsletter|support (?:us|our)|donate|become a member|"
    r"tags?\s*:|topics\s*:|filed under|categories|section\s*:|posted in|keywords|"
    r"by\s+[A-Z]\w+(?:\s+[A-Z]\w*\.?){0,2}\s*(?:\||,|·|$)|published|updated|last (?:updated|modified)|"
    r"\d+ min(?:ute)?s? read|reading time|views\s*:|"
    r"about the author|the author|©|\(c\)|copyright|all rights reserved|terms of (?:use|service)|privacy|"
    r"we use cookies|this (?:site|website) uses|accept all|cookie|"
    r"comments?\b\s*(?:\(?\d|$|:)|\d+ comments?|leave a (?:comment|reply)|reply\b|report abuse|load more|"
    r"show (?:more|all)|view all|back to top|home\b\s*[>/»|]|menu\b|search\b|"
    r"the views? expressed|opinions expressed|this article (?:was|first|originally)|originally published|"
    r"correction\s*:|editor(?:'|’)?s note|disclosure|"
    r"also in\b|elsewhere (?:in|on)|(?:what to )?read next|read the (?:full|rest|original)|continue reading|"
    r"(?:story|article) continues|article (?:\d+ )?of \d+|(?:next|previous) (?:article|story|post)|"
    r"get (?:our|the latest|the best|more)|enjoy(?:ed|ing) this|already a (?:subscriber|member)|"
    r"you have \d+ (?:free )?(?:articles?|stories)|if you value|your support|help us|"
    r"the (?:writers?|authors?) (?:is|are|was|were|has|can)\b|(?:he|she|they) can be reached|contact\b|"
    r"write to (?:us|the)|send (?:us|your) (?:letters?|comments?)|to respond to|e-?mail (?:us|the|your)|"
    r"a version of this|this is an? (?:edited|abridged|opinion|translat)|translated (?:by|from)|"
    r"views (?:are|in this)|opinion (?:pieces|columns)|have (?:your say|something to)|what do you think|"
    r"(?:poll|quiz|survey|podcast|watch|listen|live)\s*[:|]|poll of the|cast your vote|"
    r"source\s*:|weather\b\s*[:|]|markets?\s*[:|]|"
    r"читайте (?:также|еще|ещё|далее|нас)|смотрите также|по теме|материалы по теме|еще по теме|ещё по теме|"
    r"другие (?:материалы|новости)|популярное|самое читаемое|рекомендуем|выбор редакции|главное за|"
    r"новости партнеров|новости партнёров|не пропустите|"
    r"реклама|на правах рекламы|партнерский|партнёрский|спецпроект|"
    r"фото\b\s*[:/©—–-]|фото\s*$|на фото|снимок\s*:|иллюстрация|коллаж|инфографика|видео\s*:|подпись|"
    r"поделиться|отправить|распечатать|версия для печати|печатная версия|сохранить|скопировать|"
    r"слушать|скачать|подпи(?:шитесь|саться|сывайтесь)|рассылка|войти|вход\b|регистрация|"
    r"зарегистр|присоединяйтесь|поддержите|пожертв|"
    r"теги?\s*:|метки|рубрика|раздел\s*:|темы\s*:|ключевые слова|"
    r"автор\s*[:—–-]|об авторе|текст\s*:|опубликован|обновлен|дата публикации|время чтения|"
    r"просмотр(?:ов|ы)|\d+ мин(?:ут\w*)? (?:чтения|на чтение)|"
    r"все права защищены|перепечатка|при цитировании|использование материалов|политика конф|"
    r"мы используем|сайт использует|согласие на обработку|принять (?:все|всё)|"
    r"комментари[ийев]+\b\s*(?:\(?\d|$|:)|\d+ комментари|оставить комментарий|ответить|пожаловаться|"
    r"показать (?:еще|ещё|все|всё)|наверх|главная\b\s*[>/»|]|меню\b|поиск\b|"
    r"мнение (?:автора|редакции)|точка зрения автора|редакция (?:может|не)|впервые опубликован|"
    r"материал (?:подготовлен|опубликован|размещ)|перевод\b\s*(?:с |:|—|–)|"
    r"колонка (?:отражает|опубликована)|позиция (?:автора|редакции)|взгляды автор|"
    r"продолжение (?:после|статьи|ниже)|читать (?:полностью|далее|дальше|ещё|еще|целиком|также)|"
    r"(?:следующая|предыдущая) (?:статья|новость|публикация)|лента новостей|новости сми|главные новости|"
    r"напишите нам|пишите (?:нам|автору)|присылайте|прислать новость|задать вопрос|"
    r"опрос\s*[:—–-]|проголосу|а (?:как|что) (?:вы )?думаете|поддержать (?:нас|проект|редакцию)|"
    r"источник\s*:|рекламодатель|о рекламе|erid|смотр(?:еть|ите) (?:видео|прямой|ещё|еще)|подкаст\s*[:|]|"
    r"слушайте|погода\s*[:|]|курсы? валют|"
    r"от редакции|исправлено|сообщить об ошибке|нашли (?:ошибку|опечатку)|18\+|16\+|12\+)",
    re.IGNORECASE,
)
"""How a block that serves the page and not the article begins."""

WITHIN = re.compile(
    r"(?:all rights reserved|click here|privacy policy|terms of (?:use|service)|cookie (?:policy|settings)|"
    r"sign up (?:for|to)|subscribe (?:to|now|today|for)|our newsletter|your inbox|unsubscribe|free trial|terms apply|t&cs apply|first week free|manuscripts|submissions? (?:to|are)|letters to the editor|"
    r"cancel any ?time|per month|% off|discount|limited (?:time )?offer|order now|book now|buy now|shop now|"
    r"download the app|app store|google play|follow (?:us|me|him|her) on|share this|post a comment|"
    r"getty images|/reuters|reuters/|associated press|handout|courtesy of|"
    r"все права защищены|нажмите|политик\w{1,4} конфиденц|пользовательск\w{1,4} соглаш|подпишитесь|подписывайтесь|"
    r"нашу рассылку|в telegram|в телеграм|телеграм-канал|вконтакте|одноклассник|скидк\w|промокод|противопоказан|проконсультируйтесь|первая неделя|первый урок|рукописи не|отписаться|присылаем лучшее|имеются ограничения|ознакомьтесь с условиями|"
    r"[\w.-]@[\w-]+\.\w{2}|\b8[ (-]*800|\b0?800[ -]\d{2}|\bинн\b|erid|в нашем приложении|"
    r"our (?:independent )?journalism|our readers|premium (?:content|subscri)|read unlimited|unlimited access|"
    r"in our (?:app|shop|store)|our (?:app|podcast|channel)|on (?:whatsapp|telegram|instagram|tiktok|youtube)|"
    r"наш (?:канал|подкаст|чат)|нашем (?:канале|подкасте)|"
    r"только до конца|закажите|оформите|купите|звоните|бесплатн\w{1,4} (?:доставк|консультац|период)|"
    r"первый месяц|рублей в месяц|доступн\w{1,4} в app|риа новости|/ тасс|/тасс|reuters|ctrl\s*\+\s*enter)",
    re.IGNORECASE,
)
_ROLE_EN = (
    r"(?:author|columnist|writer|journalist|editor|professor|fellow|scholar|lecturer|economist|historian|"
    r"lawyer|diplomat|ambassador|analyst|director|researcher|teacher|engineer|consultant|correspondent|"
    r"contributor|adviser|advisor|scientist|member|chair|president|minister|officer|novelist|poet|doctor)"
)
_ROLE_RU = (
    r"(?:автор|обозреватель|колумнист|писатель|журналист|редактор|профессор|доцент|научн\w+ сотрудник|"
    r"экономист|историк|юрист|адвокат|дипломат|посол|аналитик|директор|исследователь|учител\w+|инженер|"
    r"консультант|корреспондент|эксперт|советник|политолог|социолог|кандидат|доктор|академик|член|"
    r"председатель|президент|министр|капитан|полковник|генерал|офицер|преподаватель|врач|поэт)"
)
AUTHOR = re.compile(
    r"^(?:the author|about the author|(?:Mr|Ms|Mrs|Dr|Prof|Sir|Dame)\.? [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3},? (?:is|was|has|teaches|directs|writes|served)\b|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3},? (?:is|was|teaches|directs|"
    r"writes|served|heads|chairs|works|runs|edits|leads|lives)\b(?! not)|"
    rf"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{1,3}},? (?:an? |the )?(?:[\w-]+ ){{0,3}}{_ROLE_EN}\b|"
    r"автор\b|об авторе|[А-ЯЁ][\w-]+(?: [А-ЯЁ][\w.-]+){1,3}\s*[—–-]\s*(?:профессор|директор|научн|старш|"
    r"ведущ|главн|доктор|кандидат|обозрев|журналист|эконом|историк|полит|дипломат|эксперт|редактор|"
    r"руковод|заведующ|член|бывш|юрист|писатель|заместитель|сотрудник)|"
    rf"[А-ЯЁ][\w-]+(?: [А-ЯЁ][\w.-]+){{1,3}},? (?:[\w-]+ ){{0,3}}{_ROLE_RU}\b)"
)
BYLINE = re.compile(
    r"^\W*(?:[Bb]y\s+|[Аа]втор:?\s+|[Тт]екст:?\s+)?[A-ZА-ЯЁ][\w.’'-]*(?: [A-ZА-ЯЁ][\w.’'-]*){1,3}\s*"
    r"(?:[,|/·—–-]\s*(?:[«“\"]|for |in |special|для |специально|[A-ZА-ЯЁ])[^.!?]{0,60})?\W*$"
)
"""A name, and perhaps the paper that its bearer writes for."""
COMMENTS = re.compile(
    r"^\W*(?:\d+\s+)?(?:(?:readers(?:'|’)? )?comments?|discussion|join the (?:conversation|discussion)|"
    r"комментари[ийев]+(?: читателей)?|обсуждение|отзывы)\W*(?:\(?\d+\)?)?\W*"
    r"(?:(?:show|view|see|read|hide) (?:all|more|comments)|sort(?:ed)? by.{0,20}|newest.{0,12}|oldest|"
    r"(?:показать|смотреть|читать|скрыть|свернуть)(?: вс[её])?|сначала .{0,12}|по (?:дате|популярности))?\W*$",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"^\W*\w[\w.@ -]{1,39}\W+(?:\d+ (?:min(?:ute)?s?|hours?|days?|weeks?|months?) ago|yesterday|today|"
    r"\d+ (?:минут\w*|час\w*|д(?:ень|ня|ней)|недел\w*) назад|вчера|сегодня|\d{1,2}[:.]\d\d|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4})\b.{0,30}$",
    re.IGNORECASE,
)
DATE = re.compile(
    r"^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+\w+,?\s+\d{4}|"
    r"\w+\s+\d{1,2},?\s+\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:\s*(?:г\.|года))?.{0,24}$"
)


PLAIN_BEGINNING = re.compile(
    r"^(?:share|search|print|support|register|save|related|published|popular|follow|download|reply|menu|"
    r"слушать|печать|вход|поиск|меню|сохранить|отправить|популярное)\b",
    re.IGNORECASE,
)

SELLING = re.compile(
    r"%\s*(?:off|скид)|[$€£₽]\s?\d|\d\s?(?:руб|₽)|®|™|www\.|\.(?:com|ru|org|net)\b|бесплатн|в подарок|"
    r"(?:банк\w{0,12}|магазин\w{0,12}|клиник\w{0,12}|курсы|школ\w{1,4} английского|агентств\w{0,12}|компани\w{0,12}) «|"
    r"^\W*(?:visit|try|order|book|save|shop|get|discover|switch to|buy|don(?:'|’)t miss|only today|"
    r"закажите|купите|приходите|звоните|успейте|только сегодня)\b(?!.*\?)|![^\w!]*$",
    re.IGNORECASE,
)
"""What a short block may be selling by, if it is about nothing that the article is about."""

PRESSING = re.compile(
    r"(?:click|subscri|sign(?:ed)? up|sign in|log in|newsletter|cookie|all rights|e-?mail (?:us|the|your)|\w@\w|"
    r"https?:|www\.|follow (?:us|the|our|me)\b|download|inbox|sponsored|advert|promot|"
    r"read (?:also|more|next|on)\b|see also|photo\b|image\b|comments?\b\s*[:(]|\bcomments? below|"
    r"views expressed|opinions? expressed|the (?:author|writer)s? (?:is|are|was|were|has)\b|"
    r"(?:originally|first) published|correction\b|editor['’]s|copyright|our (?:readers|app|journalism)|"
    r"write to us|letters?:|per month for|cancel any|"
    r"подпи(?:ш|сы|ск)|рассылк|промокод|читайте|смотрите также|реклам|erid|\bфото\b|комментари|"
    r"редакци|об авторе|\bавтор\s*[—–-]|мнение автора|перепечатк|цитировани|нажмите|скача|"
    r"зарегистр|поддержите|напишите нам|наш(?:ем|его)? (?:канал|подкаст|приложени)|телеграм|telegram)",
    re.IGNORECASE,
)
"""What only a page says, even in a whole sentence about the matter of its article."""
