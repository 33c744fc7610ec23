"""Texts that spreadsheets take for something else, and such that they leave alone."""

from __future__ import annotations

TAKEN = (
    "=1+1", "=HYPERLINK(1)", " =1+1", "\xa0=1", '"=1', "+5", "-5", "-abc", "@SUM(1)", "＝1", "＋1",
    "#N/A", "#ССЫЛКА!", "\t5", "\nx", "1456074443980800015", "12", "007", "12.5", "12,5", "2 043,9",
    "1e5", "1E+05", "1/2", "1-2", "9/11", "24/7", "50/50", "12.05", "12.05.2031", "5/14/2031",
    "2031-05-14", "2031-05-14 08:00:05", "2031-05-14T08:00:05Z", "2031-1", "10:30", "25:05:00",
    "10:30 PM", "5 a", "10%", "$5", "5 €", "5 ₽", "5 руб.", "TRUE", "true", "Ложь", " Истина ",
    "May 5", "5 May", "5 мая", "5 мая 2031 г.", "MAR1", "SEPT2", "March 2031", "март 2031", "сен 5",
    "Monday, 5 May 2031", "понедельник, 5 мая 2031", "(5)", "5-", "1.2.3", "1 1/2", "٣", "５－６",
)  # fmt: skip
"""By LibreOffice or Excel, in English or Russian. Each gets an apostrophe, and nothing else."""

KEPT = (
    "", "a = b", "'=1", "person-1456074443980800015", "Speaker 3", "Ada Lanternwright", "May",
    "Зал 5", "10 boats", "трое из 12", "В 10:30 у причала", "Truth", "правда", "one-two", "II", "—",
    "– 5 boats", "PT1H", "phase-1", "e", "c/o", "Mark 1", "Marta 2", "p1",
    "a1", "T-1000",
)  # fmt: skip
"""Texts to both, in English and in Russian."""
