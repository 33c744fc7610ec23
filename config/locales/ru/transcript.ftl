# Что видит читатель стенограммы. Время и длительность приходят уже записанными словами.

transcript-heading = Стенограмма
transcript-meeting = Заседание { $number }
transcript-attribution-full-record = Полная запись: имена и слова — как прозвучали. Не для распространения за пределами круга участников без их согласия.
transcript-attribution-by-side = По сторонам: слова — как прозвучали, вместо имён — сторона и роль за столом. Не для распространения за пределами круга участников без их согласия.
transcript-attribution-chatham-house = По правилу Чатем-Хауса: сказанное можно использовать, но нельзя раскрывать ни имён, ни принадлежности выступавших и других участников.
transcript-done-by-side = { $count ->
    [0] Имена, упоминания и адреса искала в тексте программа; ничего не нашлось.
    [one] Имена, упоминания и адреса убраны из текста программой в { $count } месте; там стоит пометка в квадратных скобках.
    [few] Имена, упоминания и адреса убраны из текста программой в { $count } местах; там стоят пометки в квадратных скобках.
   *[many] Имена, упоминания и адреса убраны из текста программой в { $count } местах; там стоят пометки в квадратных скобках.
}
transcript-done-chatham-house = { $count ->
    [0] Кто выступал и от какой стороны, не указано; номера выступающих случайны и действуют только в этом документе. Имена, названия сторон, упоминания и адреса искала в тексте программа; ничего не нашлось. Время округлено.
    [one] Кто выступал и от какой стороны, не указано; номера выступающих случайны и действуют только в этом документе. Имена, названия сторон, упоминания и адреса убраны из текста программой в { $count } месте; там стоит пометка в квадратных скобках. Время округлено.
    [few] Кто выступал и от какой стороны, не указано; номера выступающих случайны и действуют только в этом документе. Имена, названия сторон, упоминания и адреса убраны из текста программой в { $count } местах; там стоят пометки в квадратных скобках. Время округлено.
   *[many] Кто выступал и от какой стороны, не указано; номера выступающих случайны и действуют только в этом документе. Имена, названия сторон, упоминания и адреса убраны из текста программой в { $count } местах; там стоят пометки в квадратных скобках. Время округлено.
}
transcript-not-open-yet = Заседание созвано, но ещё не началось. Запись доведена до { $until }.
transcript-still-open = Заседание не закрыто. Запись доведена до { $until }; всё, что было позже, в неё не вошло.
transcript-suspended = Заседание отложено. Запись доведена до { $until }; всё, что будет сказано после возобновления, в неё не вошло.
transcript-chain-broken = Цепочка записей этого заседания в журнале нарушена: что-то в ней изменено или утрачено, и потому не доказано, что всё было сказано именно так, как здесь приведено. На место нарушения укажет команда cochair verify.
transcript-unlawful-note = { $count ->
    [one] В журнале есть { $count } запись этого заседания, которая по порядку ведения не могла появиться на своём месте, хотя цепочка записей цела: возможно, её кто-то добавил. Сказанное в ней отмечено. На неё укажет команда cochair verify.
    [few] В журнале есть { $count } записи этого заседания, которые по порядку ведения не могли появиться на своих местах, хотя цепочка записей цела: возможно, их кто-то добавил. Сказанное в них отмечено. На них укажет команда cochair verify.
   *[many] В журнале есть { $count } записей этого заседания, которые по порядку ведения не могли появиться на своих местах, хотя цепочка записей цела: возможно, их кто-то добавил. Сказанное в них отмечено. На них укажет команда cochair verify.
}
transcript-erased-note = { $count ->
    [one] Слова { $count } сообщения стёрты; место в записи отмечено.
    [few] Слова { $count } сообщений стёрты; места в записи отмечены.
   *[many] Слова { $count } сообщений стёрты; места в записи отмечены.
}
transcript-removed-note = { $count ->
    [one] { $count } сообщение убрано после отправки; место в записи отмечено, слова не приводятся.
    [few] { $count } сообщения убраны после отправки; места в записи отмечены, слова не приводятся.
   *[many] { $count } сообщений убраны после отправки; места в записи отмечены, слова не приводятся.
}
transcript-zone = Время указано по часовому поясу { $zone }.
transcript-times-from-opening = Время отсчитывается от открытия заседания и округлено до { $step }.
transcript-days-from-opening = Время указано с точностью до дня, считая от открытия.
transcript-on-day = день { $number }

transcript-label-convened = Созвано
transcript-label-month = Месяц
transcript-label-opened = Открыто
transcript-label-closed = Закрыто
transcript-label-length = Продолжительность
transcript-label-venue = Место
transcript-label-format = Формат
transcript-label-languages = Языки
transcript-label-convener = Кто созвал
transcript-label-status = Состояние
transcript-label-rules = Правила круглого стола (отпечаток)
transcript-label-head = Последнее звено цепочки журнала
transcript-label-records = Записей в журнале
transcript-length-of-which = { $length }, из них перерывы — { $paused }
transcript-status-convened = созвано
transcript-status-open = идёт
transcript-status-paused = перерыв
transcript-status-caucus = совещания сторон
transcript-status-suspended = отложено
transcript-status-closed = закрыто
transcript-date-and-time = { $date }, { $time }
transcript-day-and-time = { $day }, { $time }
transcript-from-to = { $start } – { $end }
transcript-from-on = { $start } – (продолжается)

transcript-contents = Содержание
transcript-participants = Участники
transcript-agenda = Повестка
transcript-floor-time = Время выступлений
transcript-by-person = По участникам
transcript-timeline = Ход заседания
transcript-proceedings = Запись заседания
transcript-unspoken = Просьбы о слове, до которых не дошла очередь
transcript-held = Написанное вне очереди
transcript-turns = Выступления
transcript-record = Об этой записи
transcript-before = Вне повестки
transcript-item = Пункт { $number }
transcript-again = продолжение обсуждения
transcript-page = Стр.
transcript-skip = Перейти к записи заседания
transcript-none = Нет.

transcript-name-erased = имя стёрто
transcript-no-name = кто-то без места за столом
transcript-the-bot = бот
transcript-speaker = Выступающий { $number }
transcript-role-co-chair = один из сопредседателей
transcript-role-interpreter = Перевод
transcript-role-somebody = кто-то из участников
transcript-by-side = { $capacity }, сторона «{ $side }»
transcript-by-side-number = { $capacity } { $number }, сторона «{ $side }»
transcript-part-meeting-start = В начале заседания
transcript-part-meeting-end = В конце заседания

transcript-mark-name = [имя]
transcript-mark-side = [сторона]
transcript-mark-mention = [упоминание]
transcript-mark-number = [номер]
transcript-mark-link = [ссылка]
transcript-mark-email = [адрес почты]
transcript-mark-phone = [телефон]

transcript-report-heading = Что сделано для этой редакции и что проверить, прежде чем её отдавать
transcript-report-confidential = Только для организаторов: здесь названы места, по которым кого-то ещё можно узнать. Не для распространения.
transcript-report-taken = Убрано из текста
transcript-report-nothing = Ничего не убрано.
transcript-report-sort-name = имена
transcript-report-sort-side = названия сторон
transcript-report-sort-mention = упоминания и ники
transcript-report-sort-number = идентификаторы
transcript-report-sort-link = ссылки
transcript-report-sort-email = адреса электронной почты
transcript-report-sort-phone = номера телефонов
transcript-report-look = Проверить
transcript-report-look-intro = Программа не может решить, узнают ли кого-то по этим местам. Они указаны так же, как в документе: c-12 — сообщение, которое на страницах HTML и Markdown стоит под #c-12.
transcript-report-clear = Программа ничего не заметила. Всё равно прочтите текст.
transcript-report-beyond = Программа не видит слога, любимого словца, довода, который приводит только один человек, и того, что комната мала и все друг друга знают. Пусть текст прочтёт кто-то из бывших за столом.
transcript-report-doubt-biography = О собственной жизни
transcript-report-doubt-affiliation = Своя сторона
transcript-report-doubt-near-name = Слова, похожие началом или звучанием на чьё-то имя
transcript-report-doubt-common-word = Имена, которые одновременно обычные слова; оставлены
transcript-report-doubt-post = Должности и профессии
transcript-report-doubt-proper-noun = Слова с большой буквы внутри предложения
transcript-report-doubt-date = Даты и годы
transcript-report-doubt-quantity = Величины с единицами измерения
transcript-report-doubt-link-kept = Оставленные ссылки
transcript-report-doubt-language = Сказано на языке, на котором здесь говорят один или двое
transcript-report-doubt-rota = Слово дано по роли или от стороны: кто знает порядок заседания, догадается, чьё оно
transcript-capacity-co-chair = сопредседатель
transcript-capacity-participant = участник
transcript-capacity-rapporteur = докладчик
transcript-capacity-interpreter = переводчик
transcript-capacity-observer = наблюдатель
transcript-accepted = согласие с правилами и на запись — { $time }
transcript-not-accepted = согласия с правилами нет
transcript-consent-withdrawn = согласие отозвано — { $time }
transcript-left = за столом до { $time }
transcript-earlier-seat = ранее: { $capacity }, { $side }, до { $time }

transcript-column-item = Пункт
transcript-column-question = Вопрос для обсуждения
transcript-column-outcome = Итог
transcript-column-time = Время
transcript-column-who = Кто
transcript-column-side = Сторона
transcript-column-kind = Вид
transcript-column-phase = Этап
transcript-column-from = Начало
transcript-column-to = Конец
transcript-column-limit = Отведено
transcript-column-used = Использовано
transcript-column-ended = Как закончилось
transcript-column-notes = Примечания
transcript-column-asked = Время просьбы
transcript-column-subject = Тема
transcript-column-share = Доля
transcript-column-turns = Выступлений
transcript-column-number = №

transcript-state-pending = не рассматривался
transcript-state-open = обсуждается
transcript-state-parked = отложен
transcript-state-closed = рассмотрен
transcript-spent-of = { $spent } из { $budget }
transcript-sources = { $count ->
    [one] Статья, абзац { $paragraphs }
    [few] Статья, абзацы { $paragraphs }
   *[many] Статья, абзацы { $paragraphs }
}
transcript-stage = Стадия { $number }
transcript-item-added = внесён в повестку: { $time }
transcript-item-edited = изменены формулировка или время: { $time }
transcript-budget-spent = отведённое время исчерпано: { $time }
transcript-carried-over = { $count ->
    [one] перенесена { $count } просьба о слове
    [few] перенесены { $count } просьбы о слове
   *[many] перенесено { $count } просьб о слове
}
transcript-heard-later = { $count ->
    [one] слово дано позже, выступление { $turns }
    [few] слово дано позже, выступления { $turns }
   *[many] слово дано позже, выступления { $turns }
}
transcript-posts = Сообщения
transcript-column-posts = Сообщений
transcript-posts-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
transcript-set-aside = { $count ->
    [one] вместе с ним отложена { $count } просьба о слове
    [few] вместе с ним отложены { $count } просьбы о слове
   *[many] вместе с ним отложено { $count } просьб о слове
}
transcript-ran-out = обсуждение прекращено: отведённое время вышло

transcript-turn = Выступление { $number }
transcript-turn-continued = Выступление { $number }, продолжение
transcript-kind-statement = Выступление
transcript-kind-direct-reply = Реплика
transcript-kind-clarification = Уточняющий вопрос
transcript-kind-right-of-reply = Право на ответ
transcript-kind-point-of-order = По порядку ведения
transcript-kind-interpretation = Перевод
transcript-end-passed = очередь пропущена самим участником
transcript-end-yielded = завершено самим выступающим
transcript-end-expired = время истекло
transcript-end-called = завершено сопредседателем
transcript-end-ruled = завершено решением сопредседателя
transcript-end-left = прервано: место за столом освобождено
transcript-end-item-closed = обсуждение пункта закрыто
transcript-end-meeting-closed = заседание закрыто
transcript-end-running = продолжается
transcript-used-of = { $used } из { $limit }
transcript-over = сверх отведённого времени: { $time }
transcript-extended = { $count ->
    [one] продлено { $count } раз, на { $time }
    [few] продлено { $count } раза, всего на { $time }
   *[many] продлено { $count } раз, всего на { $time }
}
transcript-extended-silently = с молчаливого согласия собравшихся
transcript-answers = в ответ на выступление { $turn }
transcript-interprets = перевод выступления { $turn }
transcript-unclear = { $count ->
    [one] { $count } просьба говорить проще или перевести
    [few] { $count } просьбы говорить проще или перевести
   *[many] { $count } просьб говорить проще или перевести
}
transcript-out-of-order = слово дано вне очереди
transcript-interrupted-by = прервано выступлением { $turn }
transcript-without-floor = Написано без вызова
transcript-nothing-written = В этом выступлении ничего не написано.
transcript-unlawful = сомнительно: по порядку ведения эта запись не могла здесь появиться
transcript-edited = исправлено: { $time }
transcript-earlier-wording = Прежняя редакция, { $time }
transcript-removed-by = Сообщение убрано: { $time }. Кем убрано: { $name }.
transcript-removed = Сообщение убрано: { $time }.
transcript-words-erased = Слова стёрты.
transcript-files = { $count ->
    [one] { $count } вложение
    [few] { $count } вложения
   *[many] { $count } вложений
}
transcript-reply-to = ответ на сообщение в выступлении { $turn }
transcript-link-to = Ссылка на это сообщение
transcript-ruling-sustained = Решение по порядку ведения ({ $name }): замечание принято.
transcript-ruling-dismissed = Решение по порядку ведения ({ $name }): замечание отклонено.
transcript-passed-nobody-seated = { $who }: очередь пропущена, место не занято.
transcript-passed-rules-not-accepted = { $who }: очередь пропущена, нет согласия с правилами.
transcript-passed-called-on = { $who }: очередь пропущена по решению сопредседателя.
transcript-passed-passed = { $who }: очередь пропущена по собственному желанию.
transcript-passed-called-early = { $who }: слово дали раньше, вне этой очереди.
transcript-passed-ran-out = { $who }: очередь не дошла, время на пункт вышло.
transcript-break-pause = Перерыв
transcript-break-caucus = Совещания сторон; запись не велась
transcript-break-suspension = Заседание отложено
transcript-break-outage = Бот был недоступен
transcript-break-outage-note = Время выступающего не шло.

transcript-policy-first-come = в порядке очереди
transcript-policy-alternate-sides = стороны по очереди
transcript-policy-least-heard = сначала те, кто говорил меньше
transcript-move-policy = С этого места порядок в списке выступающих: { $policy } ({ $by }).
transcript-move-round = Разговор по кругу: слово по разу получает каждый ({ $by }).
transcript-move-chair-opening = Ведёт заседание: { $who }.
transcript-move-chair-alternation = Сопредседатели сменяют друг друга; ведёт { $who }.
transcript-move-chair-handed-over = Ведение заседания передано; теперь ведёт { $who }.
transcript-move-chair-taken-over = Ведение заседания берёт на себя { $who }.
transcript-move-chair-dropped-out = Заседание ведёт { $who }: место ведущего освободилось.
transcript-move-chair-absent = Заседание ведёт { $who }: собравшиеся ждали ведущего.
transcript-move-list-closed = Список выступающих закрыт ({ $by }).
transcript-move-list-reopened = Список выступающих снова открыт ({ $by }).
transcript-move-interpretation-on = С этого места — последовательный перевод ({ $by }).
transcript-move-interpretation-off = Последовательный перевод прекращён ({ $by }).
transcript-move-item-extended = Пункту добавлено времени: { $time } ({ $by }).
transcript-move-side-spent = { $side }: время на этот пункт исчерпано.
transcript-move-replies = Перед закрытием пункта — выступления в порядке права на ответ.
transcript-move-circle-entered = { $who }: место во внутреннем круге занято.
transcript-move-circle-left = { $who }: место во внутреннем круге освобождено.
transcript-move-venue = Заседание перенесено в другой канал ({ $by }).
transcript-move-date = Этот этап теперь продлится до { $until } ({ $by }).

transcript-outcome-unspoken = очередь не дошла
transcript-outcome-waiting = в очереди
transcript-held-intro = Написано вне очереди и возвращено автору. Слова в эту запись не входят.
transcript-held-not-your-turn = слова у автора не было
transcript-held-floor-paused = был перерыв
transcript-held-rules-not-accepted = нет согласия с правилами
transcript-held-no-seat = нет места за столом
transcript-held-replies-only = принимались только ответы
transcript-held-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
transcript-turns-count = { $count ->
    [one] { $count } выступление
    [few] { $count } выступления
   *[many] { $count } выступлений
}
transcript-idle = Паузы между выступлениями
transcript-in-breaks = Перерывы
transcript-in-interpretation = Перевод
transcript-total-floor = Все выступления
transcript-timeline-text = { $turns ->
    [one] { $turns } выступление
    [few] { $turns } выступления
   *[many] { $turns } выступлений
} с { $start } до { $end }, у каждой стороны своя строка. Штриховкой показаны перерывы.
transcript-marks-note = Знаки, которые не видны или меняют направление письма, напечатаны своим номером, например ⟨U+202E⟩.

transcript-duration-seconds = { $seconds } с
transcript-duration-minutes = { $minutes } мин
transcript-duration-minutes-seconds = { $minutes } мин { $seconds } с
transcript-duration-hours = { $hours } ч
transcript-duration-hours-minutes = { $hours } ч { $minutes } мин

# Протокол

transcript-minutes = Протокол
transcript-minutes-present = Присутствовали
transcript-minutes-positions = Кто выступал и где это в стенограмме
transcript-minutes-turns = { $count ->
    [one] выступление { $turns }
    [few] выступления { $turns }
   *[many] выступления { $turns }
}
transcript-minutes-agreement = Согласились
transcript-minutes-difference = Разошлись
transcript-minutes-question = Открытые вопросы
transcript-minutes-undertaking = Взялись сделать
transcript-minutes-due = срок —
transcript-status-off-record = не для записи
transcript-break-off-record = Не для записи

# Attachments, consent, minutes, erasures
transcript-removed-kept = По правилам этого диалога слова сохраняются:
transcript-removed-kept-note = { $count ->
    [one] { $count } сообщение убрано после отправки; по правилам этого диалога слова сохраняются и приводятся с пометкой.
    [few] { $count } сообщения убраны после отправки; по правилам этого диалога слова сохраняются и приводятся с пометкой.
   *[many] { $count } сообщений убраны после отправки; по правилам этого диалога слова сохраняются и приводятся с пометкой.
}
transcript-off-record-note = { $count ->
    [one] Часть заседания прошла не для записи; о ней указано только время.
    [few] Не для записи прошли { $count } части заседания; о них указано только время.
   *[many] Не для записи прошло { $count } частей заседания; о них указано только время.
}
transcript-unrecorded-note = { $count ->
    [one] В { $count } выступлении согласия на запись не было: сказанного здесь нет.
    [few] В { $count } выступлениях согласия на запись не было: сказанного здесь нет.
   *[many] В { $count } выступлениях согласия на запись не было: сказанного здесь нет.
}
transcript-unrecorded = по желанию выступающего не записано
transcript-not-recorded = Это выступление по желанию выступающего не записано.
transcript-accepted-in = согласие с правилами (язык: { $language }) и на запись — { $time }
transcript-file = вложение { $number }
transcript-file-erased = файл стёрт
transcript-file-left-out-withdrawn = убрано самим автором
transcript-file-left-out-too-large = не сохранено: слишком большой файл
transcript-file-left-out-kind = не сохранено: такие файлы здесь не сохраняются
transcript-file-left-out-too-many = не сохранено: слишком много файлов сразу
transcript-file-left-out-unavailable = не сохранено: файл не удалось получить
transcript-minutes-draft = Проект, редакция { $revision } ({ $time }); ещё не принят всеми сторонами.
transcript-minutes-adopted = Принято, редакция { $revision } ({ $time }).
transcript-minutes-adopted-by = За принятие: { $name } ({ $time }).
transcript-amendment-accepted = Поправка { $number }, предложение: { $name } ({ $time }). Принята.
transcript-amendment-declined = Поправка { $number }, предложение: { $name } ({ $time }). Не принята.
transcript-amendment-undecided = Поправка { $number }, предложение: { $name } ({ $time }). Решения ещё нет.
transcript-amendment-instead = Вместо слов:
transcript-amendment-text = следующее:
transcript-rules-text = Правила, с которыми согласились участники
transcript-erased-asked = { $count ->
    [one] { $time }: стёрт { $count } текст по просьбе того, кому принадлежали слова.
    [few] { $time }: стёрты { $count } текста по просьбе того, кому принадлежали слова.
   *[many] { $time }: стёрто { $count } текстов по просьбе того, кому принадлежали слова.
}
transcript-erased-removed = { $count ->
    [one] { $time }: стёрт { $count } текст: сообщение было убрано.
    [few] { $time }: стёрты { $count } текста: сообщение было убрано.
   *[many] { $time }: стёрто { $count } текстов: сообщение было убрано.
}
transcript-erased-retention = { $count ->
    [one] { $time }: стёрт { $count } текст: истёк согласованный срок хранения.
    [few] { $time }: стёрты { $count } текста: истёк согласованный срок хранения.
   *[many] { $time }: стёрто { $count } текстов: истёк согласованный срок хранения.
}
transcript-erased-organizer = { $count ->
    [one] { $time }: хранитель записи стёр { $count } текст.
    [few] { $time }: хранитель записи стёр { $count } текста.
   *[many] { $time }: хранитель записи стёр { $count } текстов.
}
transcript-nothing-here = Из этого выступления в документе ничего нет.
transcript-minutes-head = Запись до закрытия заседания
transcript-export-given = { $time }: стенограмма ({ $rule }, { $form }) выдана. Кому: { $name }.
transcript-export-refused = { $time }: в стенограмме ({ $rule }, { $form }) отказано. Кому: { $name }.
transcript-export-rule-full = полная запись
transcript-export-rule-by-side = по сторонам
transcript-export-rule-chatham-house = правило Чатем-Хауса
transcript-drawn = { $count ->
    [one] Пункт { $items } взят
    [few] Пункты { $items } взяты
   *[many] Пункты { $items } взяты
} из источника: { $article }. В повестке с { $time }; согласие дали: { $names }.
transcript-article = статья «{ $title }»
transcript-article-where = статья «{ $title }» ({ $where })
transcript-article-pasted = статья, вставленная как текст
