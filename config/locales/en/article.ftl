# What keeps an article from being read, and what to do about it. No word of the article is in these.

article-fault-empty = There is no text in this article. Give one that has some.
article-fault-one-paragraph = This text is a single paragraph, too little for an agenda. If it has several, part them with empty lines.
article-fault-too-large = This is larger than { $most } MB. Give the text of the article alone.
article-fault-too-long = This text has { $length } characters; at most { $most } are read. Give the article or the chapter that the meeting is about.
article-fault-too-many-pages = This file has { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}; at most { $most } are read. Give the pages that the meeting is about.
article-fault-scanned = This PDF holds pictures of its pages, or letters that cannot be read out of it. Run it through text recognition, or give the text.
article-fault-encrypted = This file opens only with a password. Save a copy without one, and give that.
article-fault-damaged = This file is damaged and cannot be read. Save or download it again.
article-fault-not-text = This is not a text. Plain text, Markdown, HTML, PDF and Word (.docx) can be read.
article-fault-old-word = This is a Word file of the old kind (.doc). Save it as .docx, and give that.
article-fault-other-form = Files of this kind are not read. Save it as plain text, PDF or Word (.docx).
article-fault-too-heavy = Reading this file takes more time or memory than it may. Give the text of the article alone.
article-fault-packages-missing = { $form ->
    [pdf] A PDF
    [word] A Word file
   *[html] A page of HTML
} needs more packages: pip install 'cochair[article]'
article-fault-unknown-language = The language of this text could not be told. Give more of it, or a text in English or Russian.

article-fault-no-file = There is no such file.
article-fault-not-a-file = This is a folder or a device, not a file.
article-fault-unreadable = This file cannot be opened. See to its permissions.

article-fault-bad-address = This is not an address that can be read. It must begin with https:// and hold no user name and no port.
article-fault-inside = This address points into a private network or at this machine, and is not opened. Save the text, and give the file.
article-fault-no-such-host = There is no site of this name. See that the address is right.
article-fault-unreachable = The site cannot be reached. Try again later, or save the text and give the file.
article-fault-bad-certificate = The site cannot prove that it is the one in the address (its certificate is not valid), so it is not read.
article-fault-no-answer = The site did not give the whole page within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}. Try again later, or save the text and give the file.
article-fault-too-many-redirects = This address sends on to another one too many times. Give the last one, as the browser shows it.
article-fault-login = This page shows its text only to those who are logged in, or only in a browser. Open it there, save the text, and give the file.
article-fault-robots = The site asks programs not to read this page. Open it in a browser, save the text, and give the file.
article-fault-not-found = The site has no page at this address. See that the address is right.
article-fault-refused = The site refused to give the page ({ $status }). Open it in a browser, save the text, and give the file.
article-fault-server-trouble = The site has trouble of its own ({ $status }). Try again later.
article-fault-wrong-type = What is at this address is not a text: a picture, a film or data. Give the address of the article itself.
