import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoder import HashEncoder, load_encoder


def test_similar_texts_are_near() -> None:
    encoder = load_encoder("hash")
    assert (encoder.name, encoder.dimension, len(encoder.digest)) == ("hash", 256, 64)
    question = encoder.encode_queries(["赣州如何发展村集体经济"])[0]
    passages = encoder.encode_passages(["赣州的村集体经济发展很快。", "赣州市昨日下了大雨。", "球队在主场取胜。"])
    scores = passages @ question
    assert scores[0] > 0.5 > scores[1] > scores[2]
    assert abs(scores[2]) < 0.2


def test_width_case_and_punctuation_do_not_matter() -> None:
    one, other = HashEncoder().encode_queries(["ＧＤＰ增长 5％", "gdp增长，5"])
    np.testing.assert_array_equal(one, other)


def test_the_same_vectors_in_every_process() -> None:
    row = HashEncoder(8).encode_queries(["经济"])[0]
    assert HashEncoder(8).digest != HashEncoder(16).digest
    # 经济 at weight 1, 经 and 济 at one half each, in the columns that their digests name
    np.testing.assert_allclose(row, np.array([0, 0, 0, 2, 0, 1, 0, 1]) / np.sqrt(6), atol=1e-6)


@given(st.lists(st.text(st.characters(), max_size=30), max_size=5))
def test_rows_have_unit_length_or_are_zero(texts: list[str]) -> None:
    rows = HashEncoder(64).encode_passages(texts)
    assert rows.shape == (len(texts), 64) and rows.dtype == np.float32
    norms = np.linalg.norm(rows, axis=1)
    assert all(norm == 0 or abs(norm - 1) < 1e-5 for norm in norms)
