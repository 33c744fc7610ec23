# Что читают организаторы на странице просмотра. Время, длительность и доли приходят уже словами.
# Общее со стенограммой сказано её же словами (transcript.ftl).

review-desk = Просмотр записей
review-language = Русский
review-skip = Перейти к содержанию страницы
review-menu = Разделы
review-in-language = Эта страница на другом языке
review-dialogues = Диалоги
review-search = Поиск
review-undertakings = Договорённости
review-verification = Проверка
review-full-record = Полная запись, с именами. Она предназначена организаторам; за всё, что покинет этот компьютер, отвечаете вы.
review-file = Файл
review-period = { $first } – { $last }
review-none-yet = Ещё не созвано ни одного заседания.
review-back-to-meeting = Назад к просмотру записей

review-count-meetings = { $count ->
    [one] { $count } заседание
    [few] { $count } заседания
   *[many] { $count } заседаний
}
review-label-meetings = Заседаний
review-label-people = Участников
review-label-turns = Выступлений
review-label-contributions = Сообщений
review-label-floor = Время выступлений
review-label-when = Когда
review-people-note = Все, у кого было место за столом, каждый — один раз; наблюдатели не в счёт.

review-over-time = Время выступлений от заседания к заседанию
review-by-side = По сторонам
review-by-person = По участникам
review-chart = Время выступлений по сторонам; каждому заседанию соответствует столбец. Те же числа приведены в таблице ниже.
review-chart-numbers = Числа к диаграмме
review-no-floor-time = На этих заседаниях слово никому не предоставлялось, поэтому и времени выступлений нет.
review-column-meeting = Заседание
review-column-date = Дата
review-column-person = Участник
review-column-together = Всего
review-column-meetings = Заседаний
review-column-over-meetings = По заседаниям
review-meeting-number = Заседание { $number }
review-spark-note = Каждая черта — одно заседание, первое слева; масштаб у всех общий. Точка: на заседании был, но слова не брал.
review-spark = { $name }: { $total }, { $count ->
    [one] { $count } заседание
    [few] { $count } заседания
   *[many] { $count } заседаний
}
review-attendance = Кто на каком заседании был
review-attendance-note = Все, у кого было место за столом; указано, кем человек был к концу заседания.
review-absent = не было
review-mark-co-chair = С
review-mark-participant = ●
review-mark-rapporteur = Д
review-mark-interpreter = П
review-mark-observer = ○
review-take-away = Таблицами
review-table-meetings = Заседания
review-table-floor-by-side = Время выступлений по сторонам
review-table-floor-by-person = Время выступлений по участникам
review-table-attendance = Кто был на заседаниях
review-as-csv = CSV
review-table-note = Время — по Гринвичу (UTC), длительность — в секундах. В файле CSV перед именем, которое электронная таблица приняла бы за формулу или дату, стоит апостроф.
review-table-cut = Строк больше, чем можно здесь показать.

review-read-transcript = Читать стенограмму
review-facts = Сведения
review-chain = Сохранилась ли запись в первоначальном виде?
review-chain-holds = Да. Цепочка событий этого заседания цела от начала до конца; событий в ней: { $events }.
review-chain-broken = Нет. Событие { $seq } — первое, которое отличается от записанного: { $problem }.
review-chain-unknown = Сказать нельзя: цепочки этого заседания в файле не нашлось.
review-chain-erased = { $count ->
    [one] { $count } текст стёрт; в цепочке это отмечено.
    [few] { $count } текста стёрты; в цепочке это отмечено.
   *[many] { $count } текстов стёрто; в цепочке это отмечено.
}
review-course-lawful = Каждое событие стоит там, где оно могло появиться по порядку ведения.
review-course-unlawful = { $count ->
    [one] Событие { $events } по порядку ведения не могло появиться на своём месте: возможно, его добавил кто-то, у кого есть файл.
    [few] События { $events } по порядку ведения не могли появиться на своих местах: возможно, их добавил кто-то, у кого есть файл.
   *[many] События { $events } по порядку ведения не могли появиться на своих местах: возможно, их добавил кто-то, у кого есть файл.
}
review-course-more = { $events } и ещё { $more }
review-course-doubled = { $count ->
    [one] { $count } сообщение записано дважды; это ошибка прежних версий Cochair, а не подделка.
    [few] { $count } сообщения записаны дважды; это ошибка прежних версий Cochair, а не подделка.
   *[many] { $count } сообщений записано дважды; это ошибка прежних версий Cochair, а не подделка.
}
review-head = Последнее звено цепочки
review-cannot-be-read = События этого заседания не удаётся прочесть до конца, поэтому больше показать нечего.
review-unspoken-none = Слово получили все, кто о нём просил.

review-search-for = Слова
review-search-hint = Ищутся сообщения, где есть все слова; визит* найдёт всё, что так начинается.
review-filter-dialogue = Диалог
review-filter-side = Сторона
review-filter-person = Участник
review-filter-from = С
review-filter-to = По
review-filter-order = Порядок
review-filter-any = не важно
review-order-best = сначала самые подходящие
review-order-newest = сначала новые
review-search-go = Найти
review-search-clear = Очистить
review-found = { $count ->
    [0] Ничего не нашлось.
    [one] Найдено { $count } сообщение
    [few] Найдено { $count } сообщения
   *[many] Найдено { $count } сообщений
}
review-found-nothing-hint = Попробуйте меньше слов, начало слова со звёздочкой или более широкие даты.
review-search-cut = Найдено больше, чем просмотрено (по { $limit } лучших из каждого файла). Чтобы увидеть остальное, уточните слова.
review-search-marks-note = Выделено то, что похоже на искомое. Это лишь подсказка глазу.
review-in-transcript = в стенограмме
review-no-item = вне повестки
review-page-of = Страница { $page } из { $pages }
review-earlier-page = Предыдущая страница
review-later-page = Следующая страница

review-group-overdue = Просрочено
review-group-due = Предстоит
review-group-done = Выполнено
review-group-none = Нет.
review-due-on = срок — { $date }
review-due-never = без срока
review-from-meeting = Заседание { $number }

review-verification-intro = События каждого заседания связаны цепочкой хешей, и у каждого текста есть в ней свой отпечаток. Цепочка показывает, что в записи ничего не изменено. Тот, у кого есть файл, мог бы и добавить событие, продолжив цепочку; те события, которые по порядку ведения не могли появиться на своём месте, названы. Не отрезан ли её конец, узнает лишь тот, кто сохранил последнее звено в другом месте.
review-file-sound = Всё в порядке.
review-file-unsound = Не всё в порядке.
review-column-events = Событий
review-column-state = Состояние
review-column-head = Последнее звено
review-holds = цела
review-broken = нарушена
review-problem = seq { $seq }, таблица { $table }: { $wrong }
review-problem-field = seq { $seq }, таблица { $table }, поле { $field }: { $wrong }
review-wrong-missing = строки нет, хотя есть следующие
review-wrong-unreadable = значение такого вида, какой никогда не записывается
review-wrong-previous = строка не связана с предыдущей
review-wrong-hash = строка изменена: её хеш не сходится
review-wrong-payload = содержимое события — не JSON
review-wrong-text-missing = отпечаток в событии есть, а текста нет
review-wrong-text-altered = текст изменён: он не соответствует отпечатку в событии
review-wrong-text-orphaned = есть текст, который не относится ни к одному событию
review-file-schema = Его таблицы, индексы, триггеры или представления — не те, что создаёт Cochair: { $names }.
review-fault = Файл не удалось прочесть до конца: { $fault }.
review-fault-damaged = он повреждён
review-fault-gone = его больше нет на прежнем месте или его нельзя читать
review-fault-other = это уже не журнал нынешней версии

review-trouble-no-page = Такой страницы нет
review-trouble-no-page-text = Возможно, в адресе ошибка или того, что в нём названо, нет в этом файле.
review-trouble-damaged = Файл здесь прочесть не удаётся
review-trouble-damaged-text = Возможно, он повреждён или пропал. Раздел «Проверка» покажет, насколько ему можно верить. Подробности — в терминале, под номером { $number }.
review-trouble-incident = Что-то пошло не так
review-trouble-incident-text = Вы тут ни при чём, и ничего не изменилось. Подробности — в терминале, под номером { $number }.

review-access-back = К просмотру записей
review-access-entered = Добро пожаловать
review-access-entered-text = Страница откроется сама. Адрес, по которому вы пришли, больше не действует; этот браузер впущен, пока его не закроют или пока не завершат просмотр.
review-access-no-cookie = Вход закрыт
review-access-no-cookie-text = Войти можно только по адресу, который выводит команда «cochair review», — один раз и на этом компьютере. Если такого адреса у вас нет, обратитесь к тому, кто её запустил.
review-access-spent = Этот адрес уже использован
review-access-spent-text = Он действует один раз, и по нему уже вошли. Если это были не вы, завершите просмотр клавишами Ctrl-C; новый адрес даст новый запуск «cochair review».
review-access-wrong-key = Ключ не подходит
review-access-wrong-key-text = Скопируйте весь адрес, который вывела команда «cochair review». Адреса прошлых запусков больше ничего не открывают.
review-access-host = Не под этим именем
review-access-host-text = Просмотр записей отвечает только по адресам 127.0.0.1 и localhost, чтобы никакой другой сайт не мог обратиться к нему от вашего имени.
review-access-method = Здесь можно только читать
review-access-method-text = Сюда ничего нельзя отправить, и ничего нельзя отсюда изменить.
review-wrong-erased-unsaid = текста нет, и ни одно событие не говорит, что тогда его стёрли
review-wrong-not-erased = событие говорит, что текст стёрт, а он на месте
