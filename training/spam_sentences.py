"""Sentences of spam in eighteen languages, made of the phrases of the lexicon, to learn from.

The sentences are written for this purpose, after the shapes that spam has on public pages; those of
`benchmarks/injections.py`, by which the outcome is judged, are others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from spam_grammar import LANGUAGES, LAYOUTS, ORDINARY, PARTS, SHOPPING, TOPICAL
from spam_stories import STORIES, UNSPACED, story

from cleantext.grams import is_spaced
from cleantext.lexicons import Entry

#: What is said around a thing or a name, which stands for {}, by language.
FRAMES = {
    "ar": [
        "افضل {} بأرخص الأسعار مع توصيل سريع", "للبيع {} بسعر مناسب اتصل واتساب", "اطلب {} الآن واحصل على خصم",
        "أين يمكن شراء {} عبر الإنترنت", "{} مضمون 100% مع الدفع عند الاستلام", "موقعنا يقدم {} مجانا لكل المشتركين",
        "سجل الآن واربح مع {}", "نوفر لكم {} بجودة عالية في جميع الدول", "تواصل معنا للحصول على {}",
    ],
    "de": [
        "{} hier günstig und diskret im Shop", "Bei uns gibt es {} zum besten Preis", "{} ohne Rezept per Nachnahme",
        "Jetzt {} sichern und sparen", "Wo kann man {} seriös und schnell bekommen?", "{} Erfahrungen und Preisvergleich",
        "Unser Angebot: {} mit schnellem Versand", "{} sofort und ohne Anmeldung", "Die besten {} im Test",
        "Melden Sie sich an und erhalten Sie {} gratis",
    ],
    "en": [
        "{} at the lowest price with fast worldwide shipping", "Where can I buy {} online cheap", "We sell {} of high quality, contact us on WhatsApp",
        "{} no prescription overnight delivery", "Best {} reviews and bonus codes", "{} for sale, discreet shipping guaranteed",
        "Visit our website for {} and save up to 70%", "Click here to get {} today", "Our company offers {} at affordable prices",
        "{} without a doctor's prescription, pay with Mastercard", "Sign up now and get {} free", "Are you looking for {}? We are the best",
        "The benefits of {} are known, so purchase {} from a trusted pharmacy", "generic {} 100mg price in usa", "{} coupon discount code",
        "Many people today choose {} because it is cheap and easy to order", "You can find {} near me with instant approval",
        "for more information about {} visit our store", "If you need {}, apply online now", "try {} and win real money",
        "I was cured of my problem after I bought {} from this site", "hire our experts for {} with 100% guarantee",
        "in order to {} you should look at this site", "the truth is that {} can be had for less at our partner",
    ],
    "es": [
        "{} al mejor precio con entrega rápida", "Dónde puedo comprar {} por internet", "Venta de {} por WhatsApp, pago contra reembolso",
        "Oferta especial: {} con descuento", "Regístrate y recibe {} gratis", "{} online fiable y seguro", "Los mejores {} del mercado",
        "Tenemos {} para ti, haz clic aquí", "{} sin papeleo y en minutos",
    ],
    "fr": [
        "{} au meilleur prix avec livraison discrète", "Où trouver {} sans ordonnance", "Profitez de {} en ligne dès maintenant",
        "Achat de {} pas cher sur internet", "Inscrivez-vous et recevez {} gratuitement", "Les meilleurs {} fiables en France",
        "Nous proposons {} à petit prix, cliquez ici", "{} rapide et sans justificatif", "commander {} générique",
    ],
    "id": [
        "jual {} asli harga termurah bisa COD", "{} terbaik dan terlengkap di Indonesia", "Situs {} resmi dengan bonus besar",
        "Dapatkan {} sekarang juga hubungi WhatsApp", "{} gampang menang hari ini", "Kami menyediakan {} dengan harga terjangkau",
        "login {} link alternatif terbaru", "cara mendapatkan {} dengan cepat", "agen {} paling dipercaya",
    ],
    "it": [
        "{} al miglior prezzo con spedizione veloce", "Dove comprare {} online", "Offerta {} sconto e consegna discreta",
        "Registrati e ricevi {} gratis", "I migliori {} affidabili", "{} in farmacia senza prescrizione", "vendita {} originale",
        "{} sicuro e veloce, clicca qui",
    ],
    "ja": [
        "{}を格安でお届けします", "{}のおすすめランキング", "{}が今なら送料無料", "人気の{}を販売しております", "{}なら当店にお任せ",
        "安心の{} 口コミで評判", "{} 無料 登録", "{}を注文する方はこちら", "最新の{}情報を毎日更新中",
    ],
    "ko": [
        "{} 추천 순위 TOP 10", "{} 정품 판매처 당일배송", "안전한 {} 가입하고 보너스 받기", "{} 최저가 문의 카톡", "믿을 수 있는 {} 업체",
        "{} 후기 및 가격 비교", "24시간 상담 가능한 {}", "{} 바로가기 주소", "{} 이용하시는 분들은 여기로",
    ],
    "nl": [
        "{} goedkoop en discreet geleverd", "Waar kan ik {} bestellen zonder recept", "De beste {} van Nederland",
        "{} met korting en snelle levering", "Meld je aan en krijg gratis {}", "betrouwbaar {} online kopen",
    ],
    "pl": [
        "{} najtaniej w sieci z szybką dostawą", "Gdzie kupić {} bez recepty", "Najlepsze {} opinie i ranking", "{} online od ręki",
        "Zamów {} już dziś z rabatem", "sprzedam {} oryginalne", "Zarejestruj się i odbierz {} za darmo",
    ],
    "pt": [
        "{} com o melhor preço e entrega rápida", "Onde comprar {} pela internet", "Promoção de {} com desconto", "Cadastre-se e ganhe {} grátis",
        "Vendemos {} original, chame no WhatsApp", "Os melhores {} confiáveis", "{} online na hora e sem burocracia", "peça {} agora",
    ],
    "ru": [
        "{} по низкой цене с доставкой по России", "Где купить {} в интернете", "Предлагаем {} быстро и анонимно", "Лучшие {} рейтинг и отзывы",
        "{} бесплатно и без регистрации", "Оформите {} онлайн за пять минут", "Закажите {} на нашем сайте", "{} официальный сайт вход",
        "Переходите по ссылке и получите {}", "у нас вы найдете {} недорого",
    ],
    "th": [
        "{} ของแท้ ส่งฟรีทั่วไทย", "สมัคร {} รับโบนัสทันที", "{} ที่ดีที่สุดอันดับ 1", "รับ {} ราคาถูกที่สุด แอดไลน์", "เว็บ {} ฝากถอนออโต้",
        "{} เล่นง่ายได้เงินจริง", "สนใจ {} ติดต่อเรา", "{} ล่าสุดไม่มีขั้นต่ำ",
    ],
    "tr": [
        "{} en uygun fiyatlarla kapıda ödeme", "güvenilir {} siteleri ve bonusları", "{} nereden alınır fiyatı nedir", "En iyi {} için hemen tıkla",
        "{} için bize WhatsApp üzerinden ulaşın", "Üye ol ve {} kazan", "{} güncel giriş adresi", "ücretsiz {} kampanyası", "orijinal {} siparişi",
    ],
    "vi": [
        "{} chính hãng giao hàng toàn quốc", "Dịch vụ {} nhanh chóng giá tốt nhất", "Top {} uy tín nhất hiện nay", "Đăng ký {} nhận ngay tiền thưởng",
        "{} online không cần thế chấp", "Liên hệ zalo để được tư vấn {}", "Bạn đang tìm {}? Hãy đến với chúng tôi", "xem {} miễn phí mới nhất",
    ],
    "zh": [
        "{}最新网址", "专业{}货到付款", "{}免费注册送彩金", "提供{}服务，联系微信", "{}多少钱一瓶", "{}官方网站登录入口", "全国{}当天到账", "最好的{}平台排行榜",
        "高清{}在线观看", "{}app下载安装", "{}線上訂購，隱密包裝", "想要{}請加LINE",
    ],
}  # fmt: skip
_JOINERS = (", ", " | ", " - ", ",", "_", " / ", " • ", "、", " ", "; ", " I ", "|", "-")
_ENDS = (".com", ".net", ".org", ".info", ".xyz", ".ru", ".top", ".club", ".vip", ".shop")
_SITES = [
    "88",
    "777",
    "365",
    "168",
    "138",
    "99",
    "slot",
    "bet",
    "win",
    "play",
    "pills",
    "meds",
    "rx",
    "shop",
    "loan",
    "essay",
    "porn",
    "sex",
    "coin",
]


#: So many of the things are replaced by something else that is for sale: a word of sound text, or a name
#: that sounds like one. What is said around them is to be learnt, not what is sold.
OTHERS = 0.25


class Writer:
    """Writes sentences of spam from the phrases of a lexicon, the same ones for the same seed.

    `sound` are sound sentences by language: what pitches are strewn into, and what words may be for sale.
    """

    def __init__(
        self, entries: Sequence[Entry], seed: int, sound: Mapping[str, Sequence[str]]
    ) -> None:
        self.random = Random(seed)
        self.sound = sound
        self.things: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.goods: dict[str, list[str]] = defaultdict(list)
        self.trades: dict[str, list[str]] = defaultdict(list)
        self.sellers: dict[tuple[str, str], list[str]] = defaultdict(list)
        selling = {(e.phrase, e.kind) for e in entries if e.weight == "offer"}
        for entry in entries:
            key = entry.language, entry.kind
            is_seller = entry.weight == "offer" or (entry.kind == "any")
            if is_seller or (entry.phrase, entry.kind) in selling:
                self.sellers[key].append(entry.phrase)
            else:
                self.things[key].append(entry.phrase)
                if entry.weight == "good":
                    self.goods[entry.language].append(entry.phrase)
                elif entry.weight == "trade":
                    self.trades[entry.language].append(entry.phrase)
        self.keys = sorted(key for key, found in self.things.items() if len(found) >= 8)
        often = {"en": 4, "zh": 2, "th": 2}
        self.keys = [k for k in self.keys if k[0] in FRAMES for _ in range(often.get(k[0], 1))]
        self.names = _chain([each for each in self.goods["mul"] if " " not in each])

    def sentence(self) -> tuple[str, str]:
        """Return a sentence, and its language."""
        choice = self.random.choice
        language, kind = choice(self.keys)
        shapes = (
            *([self._joined] * 3 + [self._combined] * 4 + [self._framed] * 3),
            *([self._pitched] * 4 + [self._asked] * 2 + [self._strewn]),
        )
        return self._dressed(choice(shapes)(language, kind), language), language

    def topic(self) -> str:
        """Return a sound line: about a thing that spam sells, of what everybody sells, or of languages."""
        choice = self.random.choice
        if self.random.random() < 0.03:
            names = self.random.sample(LANGUAGES, self.random.randint(2, 8))
            return choice((" ", " ", " | ", ", ", " / ")).join(names)
        language = choice([*sorted(TOPICAL), *["en"] * 4])
        if self.random.random() < 0.5:
            return self._written(language)
        pool, frame = ORDINARY[language].split("|"), choice(SHOPPING[language].split("|"))
        return frame.format(choice(pool)) + "."

    def article(self) -> str:
        """Return a sound sentence of an article about a thing that spam sells."""
        return self._written(self.random.choice([*sorted(TOPICAL), *["en"] * 4]))

    def _written(self, language: str) -> str:
        pool = self.goods["mul" if self.random.random() < 0.3 else language]
        frame = self.random.choice(TOPICAL[language].split("|"))
        return frame.format(self.random.choice(pool)) + "."

    def story(self) -> str:
        """Return a sound sentence of a story about a thing that spam sells."""
        choice, chance = self.random.choice, self.random.random
        language = choice([*sorted(STORIES), *["en"] * 4])
        if chance() < OTHERS:
            thing = self._other(language)
        else:
            pool = self.goods[language] + self.trades[language]
            thing = choice(self.goods["mul"] if chance() < 0.3 else pool)
        return story(self.random, language, thing) + choice((".", ".", ""))

    def _thing(self, language: str, kind: str) -> str:
        if self.random.random() < OTHERS:
            return self._cased(self._other(language))
        pool = self.things[language, kind]
        shared = self.things.get(("mul", kind), [])
        if shared and self.random.random() < 0.4:
            pool = shared
        found = self.random.choice(pool)
        return self._cased(found)

    def _other(self, language: str) -> str:
        """Something that is on no list: a name like those of drugs, or words of a sound sentence."""
        if self.random.random() < 0.7:
            return self._named()
        size = self.random.randint(2, 6) if language in UNSPACED else self.random.randint(1, 2)
        return self._piece(language, size)

    def _named(self) -> str:
        name = "  "
        while not name.endswith(".") and len(name) < 16:
            name += self.random.choice(self.names[name[-2:]])
        return name.strip(" .")

    def _piece(self, language: str, size: int) -> str:
        """So many words of a sound sentence in a row, or characters where no spaces part words."""
        said = self.random.choice(self.sound[language])
        words = list(said) if language in UNSPACED else said.split()
        start = self.random.randrange(max(1, len(words) - size))
        return ("" if language in UNSPACED else " ").join(words[start : start + size]).strip(" .,")

    def _seller(self, language: str, kind: str) -> str:
        pools = [self.sellers[language, "any"], self.sellers[language, kind]]
        pools = [pool for pool in pools if pool]
        return self.random.choice(self.random.choice(pools)) if pools else ""

    def _joined(self, language: str, kind: str) -> str:
        count = self.random.randint(2, 7)
        joiner = self.random.choice(_JOINERS)
        pool = self.things[language, kind] + self.things.get(("mul", kind), [])
        return joiner.join(self._cased(self.random.choice(pool)) for _ in range(count))

    def _combined(self, language: str, kind: str) -> str:
        pieces = []
        for _ in range(self.random.randint(1, 3)):
            both = [self._seller(language, kind), self._thing(language, kind)]
            if self.random.random() < 0.4:
                both.append(self._seller(language, kind))
            self.random.shuffle(both)
            pieces.append(self._glue(both))
        return self.random.choice((" ", " ", ", ", " - ")).join(pieces)

    def _framed(self, language: str, kind: str) -> str:
        frame = self.random.choice(FRAMES[language])
        while "{}" in frame:
            thing = self._thing(language, kind)
            if self.random.random() < 0.25:
                thing = self._glue([thing, self._thing(language, kind)])
            frame = frame.replace("{}", thing, 1)
        return frame

    def _part(self, language: str, kind: str, name: str) -> str:
        if self.random.random() < 0.2:
            return self._seller(language, kind)
        return self.random.choice(PARTS[language].get(name, "").split("|"))

    def _pitched(self, language: str, kind: str) -> str:
        layout = self.random.choice(LAYOUTS).split()
        return self._glue(
            [
                self._thing(language, kind) if name == "X" else self._part(language, kind, name)
                for name in layout
            ],
            0.25,
        )

    def _asked(self, language: str, kind: str) -> str:
        asked = self._part(language, kind, "ask")
        thing = self._thing(language, kind)
        if "{}" not in asked:
            asked = self._glue([asked, "{}"])
        wide = language in ("zh", "ja")
        more = [self._part(language, kind, "terms")] if self.random.random() < 0.5 else []
        asked = self._glue([asked.replace("{}", thing), *more]) + ("？" if wide else "?")
        closed = [self._part(language, kind, name) for name in ("close", "terms")]
        self.random.shuffle(closed)
        return asked + ("" if wide else " ") + self._glue(closed[: self.random.randint(0, 2)])

    def _strewn(self, language: str, kind: str) -> str:
        """A short pitch within words of a sound sentence, as spun texts have it."""
        least, most = (3, 9) if language in UNSPACED else (2, 5)
        around = [self._piece(language, self.random.randint(least, most)) for _ in range(2)]
        parts = [
            self._part(language, kind, self.random.choice(("act", "how"))),
            self._thing(language, kind),
            self._part(language, kind, self.random.choice(("where", "terms"))),
        ]
        return self._glue([around[0], *parts, around[1]])

    def _glue(self, words: list[str], pause: float = 0.0) -> str:
        words = [word for word in words if word]
        spaced = any(is_spaced(word[0]) for word in words)
        plain = " " if spaced or self.random.random() < 0.5 else ""
        glued = words[:1]
        for word in words[1:]:
            glued += [", " if self.random.random() < pause / len(words) else plain, word]
        return "".join(glued)

    def _cased(self, phrase: str) -> str:
        chance = self.random.random()
        return phrase.title() if chance < 0.25 else phrase.capitalize() if chance < 0.5 else phrase

    def _dressed(self, text: str, language: str) -> str:
        """A sentence with what stands around it: an address, a full stop, a year, nothing."""
        random = self.random
        if random.random() < 0.12:
            text += f" {self._host()}"
        if random.random() < 0.3:
            text = text[:1].upper() + text[1:]
        if random.random() < 0.5:
            text += random.choice("。！" if language in ("zh", "ja") else ".!")
        return text

    def _host(self) -> str:
        random = self.random
        letters = "".join(random.choices("abcdefghijklmnoprstuvwz", k=random.randint(3, 8)))
        name = random.choice([letters + random.choice(_SITES), random.choice(_SITES) + letters])
        return random.choice(["", "http://", "https://www.", "www."]) + name + random.choice(_ENDS)


def _chain(names: Sequence[str]) -> dict[str, list[str]]:
    """What may stand behind two letters of a name; it begins behind two spaces and ends with a full stop."""
    behind: dict[str, list[str]] = defaultdict(list)
    for name in names:
        padded = f"  {name}."
        for at in range(len(padded) - 2):
            behind[padded[at : at + 2]].append(padded[at + 2])
    return behind
