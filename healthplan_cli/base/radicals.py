"""Radicals in place of characters, as PDFs and pages made from some fonts have them: ⼗⻔⺠ for 十门民.

A font draws such a radical with the character's own glyph, and text extraction takes the glyph's first code. Only
Unicode's two blocks of radicals are replaced: ①, ％ and ㎡ have a meaning of their own.
"""

from __future__ import annotations

import unicodedata

_KANGXI = map(chr, range(0x2F00, 0x2FD6))  # each is its character's compatibility form
_SIMPLIFIED = {"戶": "户", "靑": "青"}  # the glyphs that China's fonts have there
# The radicals supplement, by Unicode's property EquivalentUnifiedIdeograph; ⺀ has none.
_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_EQUIVALENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
CHARACTERS = str.maketrans(
    dict(zip(_SUPPLEMENT, _EQUIVALENT, strict=True))
    | {
        radical: _SIMPLIFIED.get(char, char)
        for radical in _KANGXI
        for char in [unicodedata.normalize("NFKC", radical)]
    }
)
"""Radicals → characters, for `str.translate`."""


def ordinary(text: str) -> str:
    """Return a text with each radical replaced by its character, at the same index."""
    return text if text.isascii() else text.translate(CHARACTERS)
