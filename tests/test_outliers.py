"""Which sentences stand out of their text, and which only look as if they did."""

from random import Random

import pytest

from cleantext import Document, Pipeline
from cleantext.edit import apply
from cleantext.outliers import outliers

HOST = (
    "The garden lies on a slope, and the soil is thin. In March we carried compost up in baskets, "
    "forty of them, and dug it in by hand. {} The beans came up in the second week of May, after "
    "the frost. We watered them from the well, which is deep and never runs dry. Our neighbour "
    "keeps bees, and they came over the wall in clouds. She sells the honey at the market on "
    "Saturdays and tells everybody where it is from. Last year she won a prize for it.\n"
    "Peas do better in the upper bed. They climb on hazel rods that we cut in the wood behind the "
    "mill, and by June nobody can see over them. The dog sleeps in their shade."
)
CLEAN = Pipeline(["spam_phrases"]).clean


@pytest.mark.parametrize(
    "spam",
    [
        "Order cheap fluoxetine online without prescription, fast shipping.",
        "Best real money slots, free spins and no deposit bonus at our casino.",
        "Comprar seguidores reales baratos con entrega rápida.",
        "Казино онлайн на деньги, бонус за регистрацию.",
        "시알리스 구매, 정품 판매처 당일배송.",
        "代办各类毕业证，诚信办理，加微信。",
        "ซื้อยานอนหลับ ราคาถูก แอดไลน์ได้เลย",
        "slot gacor | judi online | togel hongkong.",
    ],
)
def test_spam_goes_and_nothing_else(spam):
    assert CLEAN(HOST.format(spam)) == HOST.format("").replace("  ", " ")


@pytest.mark.parametrize(
    "sound",
    [
        "We bought the seeds online, at a low price, and paid for the shipping.",
        "My uncle takes tablets for his heart, and the doctor says that beans do him good.",
        "“Buy cheap pills online without prescription”, said the letter that came by mistake.",
        "Her name is Наталья, and she comes from Kazan.",
        "The sign at the gate says 小心犬隻, which means that there is a dog.",
        "The casino burnt down in 1931, and a library stands there now.",
        "Website: http://www.example.org/best-casino-bonus-online",
        "これはリモートシェルアクセスおよびチャンネル経由のリモートコピーの両方を制限します。",
        "写真は最初のページでダウンロードを待たずに表示されます。",
    ],
)
def test_sound_sentences_stay(sound):
    assert CLEAN(HOST.format(sound)) == HOST.format(sound)


def test_a_shop_is_not_cleaned_of_what_it_sells():
    shop = "Buy cheap tablets online. Order now, free shipping. Best price for generic pills. " * 3
    assert outliers(Document(shop)) == []


def test_what_is_left_stays():
    spam = "Order cheap fluoxetine online without prescription. Buy viagra and cialis, best price."
    clean = CLEAN(HOST.format(spam))
    assert CLEAN(clean) == clean


def book(*sentences: str) -> str:
    """Return a long text of words that stand in these sentences, a line for each dozen."""
    chance = Random(1)
    words = " ".join(sentences).split()
    return "".join(" ".join(chance.sample(words, 12)) + ".\n" for _ in range(3000))


def within(text: str, said: str) -> str:
    """Return a text with a line in its middle."""
    place = text.index("\n", len(text) // 2) + 1
    return f"{text[:place]}{said}\n{text[place:]}"


def test_what_one_sentence_covers_up_goes_with_it():
    text = (
        "itin by hand. t buy essays. The ns frost. tethe well w\n"
        "casin en gne. bonus sns dépôt ret. Les a dettes. Le vote aura"
    )
    phrases = Pipeline(["spam_phrases"]).filters[0]
    edits = list(phrases.find(Document(text)))
    assert len(edits) == 2
    assert not list(phrases.find(Document(apply(text, edits))))


def test_what_is_left_of_a_story_stays():
    sound = (
        "We planted beans in April. My uncle took his pills with tea and went to the hotel beside the casino. "
        "{}It rained all week. He bought a replica of the old mill there. They came up on Sunday."
    )
    spam = "Order cheap fluoxetine online without prescription. Buy viagra and cialis, best price. "
    assert CLEAN(sound.format(spam)) == sound.format("")


def test_what_a_text_names_often_is_at_home_in_it():
    # A replica is a mirror to those who run servers, and a forged watch to those who sell them.
    manual = book(
        "Cada réplica guarda una copia del archivo, y el programa elige la que responde antes.",
        "Los paquetes se comprueban con su firma antes de guardarse en el disco.",
        "El instalador pregunta primero por el país y luego por el teclado.",
    )
    sound = within(manual, "Use una réplica en red por Internet para instalar cualquier paquete.")
    assert CLEAN(sound) == sound


def test_in_a_long_text_more_must_speak_for_spam():
    story = book(HOST.format(""))
    sound = within(story, "Free advice is seldom cheap, and cheap loans are seldom free.")
    assert CLEAN(sound) == sound
    assert CLEAN(within(story, "Order cheap fluoxetine online without prescription.")) == story
