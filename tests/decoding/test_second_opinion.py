"""charset-normalizer is asked where the model knows no charset that explains all bytes."""

import cleantext

TEXT = "彼は先生に\U00020b9fられた。それでも友がいて、\u9830を伝う涙をぬぐった。壁の前で\U00020b9f咤の声が響く。"


def test_a_charset_that_the_model_does_not_know():
    decoded = cleantext.decode(TEXT.encode("shift_jis_2004") * 3)
    assert (decoded.encoding, decoded.text) == ("shift_jis_2004", TEXT * 3)


def test_damage_is_not_explained_by_some_odd_charset():
    data = TEXT.replace("\U00020b9f", "叱").replace("\u9830", "顔").encode("cp932")
    damaged = data[:40] + b"\xff" + data[40:]
    assert cleantext.decode(damaged).encoding == "cp932"
