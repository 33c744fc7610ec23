"""What the tests of reading share: an invented article in two languages, and a maker of small PDFs.

The files beside this one were made of the same article: columns.pdf by a browser (two columns, words
divided by soft hyphens), indented.pdf, locked.pdf (its password: lethra) and indented.doc by an office.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Sequence
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"

ENGLISH = (
    "The ferry between the two banks of the Lethra stopped running in the spring, and nobody "
    "on either side has yet explained why. Officials speak of repairs; the ferrymen, who have "
    "not been paid since March, speak of something else. What is certain is that eleven "
    "thousand people who used to cross every week now have to travel ninety kilometres to the "
    "nearest bridge, and that most of them have simply stopped going.",
    "It was not always so. For forty years the crossing was run by a joint office in which "
    "engineers from both towns sat at one table, kept one set of books and quarrelled about "
    "one timetable. The office outlived three governments and two wars of words. It did not "
    "outlive the well-known dispute over insurance, which began as a matter of small print "
    "and ended as a matter of honour.",
    "What should be done? The first step is modest: let the engineers meet again. They know "
    "which of the piers can still be used, they know what a winter without maintenance has "
    "cost, and they have kept in touch by telephone even when they were told not to. A second "
    "step would be to publish the accounts of the joint office, so that neither side can go "
    "on claiming that it paid for everything.",
    "There are voices against it. Some in the upper town say that to reopen the crossing is "
    "to reward those who closed it; some in the lower town say that the bridge, once it is "
    "widened, will be enough. Both arguments deserve an answer, and neither has had one. A "
    "bridge ninety kilometres away does not carry a grandmother to a wedding.",
    "But perhaps the crossing is only the visible part. Underneath lies the question whether "
    "two communities that share a river are obliged to share anything else: the fish, the "
    "floods, the memory of the drowned. If they are not, then no timetable will help them. If "
    "they are, then the timetable is the place to begin.",
    "In the end only one thing is lacking, and it is not money. The repairs would cost less "
    "than the new customs house. What is lacking is somebody on each bank who is willing to "
    "be seen talking to the other.",
)
RUSSIAN = (
    "Паром между двумя берегами Летры перестал ходить весной, и никто ни на одной из сторон "
    "до сих пор не объяснил почему. Чиновники говорят о ремонте; паромщики, которым не платят "
    "с марта, говорят о другом. Ясно одно: одиннадцать тысяч человек, которые каждую неделю "
    "переправлялись через реку, теперь вынуждены ехать девяносто километров до ближайшего "
    "моста, и большинство из них попросту перестали ездить.",
    "Так было не всегда. Сорок лет переправой управляла совместная контора, в которой "
    "инженеры обоих городов сидели за одним столом, вели одну бухгалтерию и спорили об одном "
    "расписании. Контора пережила три правительства и две словесные войны. Она не пережила "
    "спора о страховке, который начался с мелкого шрифта, а кончился вопросом чести.",
    "Что же делать? Первый шаг скромен: пусть инженеры снова встретятся. Они знают, какие из "
    "причалов ещё годятся, знают, во что обошлась зима без ухода, и созванивались даже тогда, "
    "когда им это запрещали. Вторым шагом могла бы стать публикация счетов совместной "
    "конторы, чтобы ни одна из сторон больше не утверждала, будто платила за всё.",
    "Есть и голоса против. В верхнем городе говорят, что открыть переправу — значит наградить "
    "тех, кто её закрыл; в нижнем — что хватит и моста, если его расширить. Оба довода "
    "заслуживают ответа, и ни один его не получил.",
    "В конце концов недостаёт только одного, и это не деньги. Недостаёт человека на каждом "
    "берегу, который не побоится, что его увидят беседующим с другим.",
)

Put = tuple[float, float, float, str]
"""Left and baseline in points from the upper left corner, size, text in Latin letters."""


def pdf(pages: Sequence[Sequence[Put]], *, picture: bool = False, title: str = "") -> bytes:
    """A PDF of A4 pages with these lines in Helvetica; with `picture`, each page is a picture too."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    image = zlib.compress(b"\x80" * 64)
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(image), image)
    )
    kids = []
    for lines in pages:
        drawn = ["q 500 0 0 700 40 60 cm /I Do Q"] if picture else []
        for left, down, size, text in lines:
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"BT /F {size} Tf 1 0 0 1 {left} {842 - down} Tm ({escaped}) Tj ET")
        stream = "\n".join(drawn).encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>" % len(objects)
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode()
    objects.append(b"<</Title(%s)>>" % title.encode("cp1252"))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(data), len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return data + (
        f"trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )


def set_in_lines(paragraphs: Sequence[str], width: int) -> list[list[str]]:
    """Each paragraph as lines of at most so many characters."""
    return [textwrap.wrap(one, width, break_on_hyphens=False) for one in paragraphs]
