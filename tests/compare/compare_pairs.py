"""Pairs of an original and a copy, and long articles of invented sentences in four scripts."""

from __future__ import annotations

import random

from provenance.compare.comparison import compare
from provenance.compare.result import Comparison
from provenance.compare.sides import Side
from provenance.compare.words import count_words
from provenance.document import Document

#: Per script: who, does what, where; and a stop.
_PARTS: dict[str, tuple[str, str, str, str]] = {
    "latin": (
        "The miller|An old ferryman|Her youngest cousin|The bell founder|Every third visitor|A quiet clerk",
        "counted the swifts|mended a torn sail|wrote down the weather|polished the brass lamp|carried two baskets",
        "under the long bridge|behind the tannery|in the upper chapel|before the market opened|at low water",
        ". ",
    ),
    "cyrillic": (
        "Старый паромщик|Хозяйка мельницы|Молодой звонарь|Каждый третий гость|Тихий писарь",
        "пересчитал стрижей|починил рваный парус|записал погоду|начистил медную лампу|принёс две корзины",
        "под длинным мостом|за старой кожевней|в верхней часовне|до открытия рынка|при низкой воде",
        ". ",
    ),
    "arabic": (
        "الطحان العجوز|صاحبة المركب|قارع الجرس الشاب|كل زائر ثالث|كاتب هادئ",
        "أحصى طيور السنونو|رقع شراعا ممزقا|دون حالة الطقس|لمع المصباح النحاسي|حمل سلتين من الكمثرى",
        "تحت الجسر الطويل|خلف المدبغة القديمة|في المصلى العلوي|قبل افتتاح السوق|حين انخفض ماء النهر",
        "، ثم عاد. ",
    ),
    "han": (
        "老磨坊主|渡船夫|年轻的敲钟人|每三位来客|安静的书记员",
        "数了雨燕|补好破帆|记下天气|擦亮铜灯|提来两篮梨",
        "在长桥下面|在旧皮坊后面|在上层礼拜堂里|在集市开门之前|趁河水还低",
        "。",
    ),
}
SCRIPTS = sorted(_PARTS)
#: Per script: a word that none of the sentences has.
STRANGER = {"latin": "seventeen", "cyrillic": "семнадцать", "arabic": "سبعة", "han": "龙"}


def article(script: str, words: int, seed: int = 1) -> str:
    """An invented article of at least so many words, in paragraphs."""
    *parts, stop = _PARTS[script]
    pick = random.Random(seed)
    paragraphs: list[str] = []
    total = 0
    while total < words:
        sentences = []
        for _ in range(pick.randint(3, 6)):
            order = [pick.choice(part.split("|")) for part in parts]
            sentences.append(("" if script == "han" else " ").join(order) + stop)
        paragraphs.append("".join(sentences).strip())
        total += count_words(paragraphs[-1])
    return "\n\n".join(paragraphs)


def side(text: str, format: str = "text") -> Side:
    """A document that is all body."""
    return Side(Document("story.txt", text, format), [(0, len(text))])


def held(original: str, ours: str) -> Comparison:
    """Two bodies, compared."""
    return compare(side(original), side(ours))
