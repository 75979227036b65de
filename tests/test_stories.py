"""Stories about goods, and pitches for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import pitch, scan, stories
from cleantext.stories import told
from cleantext.wares import known

STORIES = (
    "The baker bought cheap cigars online and smoked them all before his wife came home.",
    "Nobody asked the sailor where the pills came from, and he sold them without a prescription.",
    "Der Müller verlor im Casino erst das Geld und dann die Mühle, wie man sich erzählte.",
    "Le facteur achetait des médicaments sans ordonnance et les donnait à ses chiens.",
    "El cartero pidió un préstamo rápido para arreglar el tejado antes del invierno.",
    "Почтальон купил таблетки без рецепта и отдал их соседке, когда она заболела.",
)
PITCHES = (
    "Buy cheap cigars online with fast delivery from our store.",
    "Order pills without a prescription today and save money.",
    "Casino Bonus ohne Einzahlung sofort im Shop sichern.",
    "Achetez des médicaments sans ordonnance, livraison rapide et discrète.",
    "Préstamo rápido online sin papeleo, solicítalo ya.",
    "Купить таблетки без рецепта с доставкой по низкой цене.",
)


@pytest.mark.parametrize("said", STORIES)
def test_stories_are_told(said):
    assert told(said, known(said)) > 0.5


@pytest.mark.parametrize("said", PITCHES)
def test_pitches_are_not(said):
    assert told(said, known(said)) == 0


@pytest.mark.parametrize("said", STORIES)
def test_lists_and_addresses_are_no_stories(said):
    assert told(f"{said} | a | b", known(said)) == 0
    assert told(f"{said} https://example.com/x", known(said)) == 0


@pytest.mark.skipif(scan.COMPILED is None, reason="needs the compiled loop")
@given(st.text(max_size=80), st.sampled_from(["", *STORIES, *PITCHES]))
def test_both_ways_weigh_the_same(text, more):
    text = f"{text} {more}"
    model = stories.model()
    whole, best, _, _ = pitch.weighed(text, model.table)
    found = pitch.judged(text, model)
    assert found == (whole * model.scale + model.rest, best * model.scale + model.rest)
