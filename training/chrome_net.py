"""The network that judges the lines of a flattened page, as torch trains it; `cleantext.chrome.net` runs it."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cleantext.chrome.net import DILATIONS, NEAR, SOME, WINDOWS, WORD_WIDTH, Net, shape

WIDTH = 40
EPOCHS = 9
TEXTS_A_STEP = 16
RATE, DECAY = 3e-3, 4e-2
#: Shares of numbers that are left out in training: inside, and coming in.
DROP, DROP_IN = 0.3, 0.15
#: The same for words: of texts that are without any, of single words, and of what is known of them.
DROP_TEXTS, DROP_WORDS, DROP_KNOWN = 0.4, 0.15, 0.1
#: What is known of words is learnt so much slower, and decays faster.
WORD_RATE, WORD_DECAY = 0.4, 0.1
#: Weights of the parts of the loss beside 1 - F1, and of all of it for the first look.
LINES, TYPE, PAGE, FIRST = 0.5, 0.05, 0.2, 0.3
#: In training, texts are cut here.
LONGEST = 800
#: How far the widest window reaches; and rows of nothing between two texts, so that none looks into the other.
_FAR = max(WINDOWS)
_BETWEEN = max(2 * max(DILATIONS), _FAR)


class Example(NamedTuple):
    """A text as the network sees it, and what it should answer."""

    rows: np.ndarray
    words: np.ndarray
    """The words that lines open with, or their places in what a network knows,"""
    ends: np.ndarray
    """and where those of each line end."""
    counts: np.ndarray
    """How many words each line has,"""
    found: np.ndarray
    """and how many of them the true content has,"""
    total: float
    """which has so many."""
    kind: int
    """The type of a page; -1 for a text that is none."""

    def cut(self) -> Example:
        """Return its first lines, if it has too many."""
        if len(self.counts) <= LONGEST:
            return self
        total = max(1.0, self.total - float(self.found[LONGEST:].sum()))
        return Example(
            self.rows[:LONGEST],
            self.words[: self.ends[LONGEST - 1]],
            self.ends[:LONGEST],
            self.counts[:LONGEST],
            self.found[:LONGEST],
            total,
            self.kind,
        )

    def knowing(self, words: np.ndarray) -> Example:
        """Return it with the places of its words among some sorted ones; others are left out."""
        place = np.searchsorted(words, self.words)
        there = np.isin(self.words, words)
        ends = np.concatenate(([0], np.cumsum(there)))[self.ends]
        return self._replace(words=place[there], ends=ends)


class Model(nn.Module):
    """The network."""

    def __init__(self, inputs: int, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(max(1, words), WORD_WIDTH)
        nn.init.normal_(self.words.weight, 0, 0.05)

        def layer(name: str) -> nn.Linear:
            return nn.Linear(*shape(name, inputs, WIDTH))

        self.into, self.mix, self.mix2 = layer("into"), layer("mix"), layer("mix2")
        self.said = layer("said")
        self.look = nn.ModuleList(layer(f"look{step}") for step in DILATIONS)
        self.out, self.kind, self.page = layer("out"), layer("kind"), layer("page")
        self.again, self.last = layer("again"), layer("last")
        nn.init.zeros_(self.last.weight)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, ...]:
        """Return the score of each line at first look and in the end, and of each text for types and pages."""

        def drop(values: torch.Tensor, share: float = DROP) -> torch.Tensor:
            return _drop(values, share) if self.training else values

        mask = batch.mask
        heard = drop(batch.heard(self.words.weight), DROP_KNOWN)
        hidden = functional.relu(self.into(drop(batch.rows, DROP_IN)) + self.said(heard)) * mask
        hidden = (hidden + functional.relu(self.mix(drop(batch.pooled(hidden))))) * mask
        for step, look in zip(DILATIONS, self.look, strict=True):
            wide = functional.pad(hidden, (0, 0, step, step))
            seen = torch.cat([wide[: -2 * step], hidden, wide[2 * step :]], 1)
            hidden = (hidden + functional.relu(look(drop(seen)))) * mask
        last = (hidden + functional.relu(self.mix2(drop(batch.pooled(hidden))))) * mask
        score = self.out(last)
        share = torch.sigmoid(score) * mask
        sizes, kept = batch.sums(mask), batch.sums(share)
        inside = batch.sums(share * last) / (kept + SOME)
        rest = batch.sums((mask - share) * last) / (sizes - kept + SOME)
        mean = batch.sums(hidden) / sizes
        kind = self.kind(torch.cat([mean, inside], 1))
        page = self.page(torch.cat([mean, inside, rest], 1))
        text = batch.owner
        views = drop(torch.cat([last, last * inside[text], inside[text], rest[text]], 1))
        wide = functional.pad(share, (0, 0, NEAR, NEAR))
        near = [wide[step : step + len(share)] for step in range(2 * NEAR + 1)]
        likely = torch.softmax(kind, 1)[text]
        views = torch.cat([views, likely, batch.pooled(share)[:, 1:], *near], 1)
        final = score + self.last(functional.relu(self.again(views)))
        return score[:, 0], final[:, 0], kind, page[:, 0]


#: How many random numbers are drawn once for all; drawing them anew takes half of the time.
_DRAWN = 1 << 23


@cache
def _mask(share: float) -> torch.Tensor:
    return (torch.rand(_DRAWN) >= share).float() / (1 - share)


def _drop(values: torch.Tensor, share: float) -> torch.Tensor:
    start = int(torch.randint(0, _DRAWN - values.numel(), (1,)))
    return values * _mask(share)[start : start + values.numel()].view_as(values)


class _Pooled(torch.autograd.Function):
    """What `cleantext.chrome.net.pooled` does, text by text, by differences of running sums, there and back.

    Between two texts are so many rows of nothing that no window reaches from one to the other.
    """

    @staticmethod
    def forward(context: Any, values: torch.Tensor, batch: Batch) -> torch.Tensor:  # type: ignore[override]
        context.batch = batch
        rows, width = values.shape
        sums = _padded(values)
        here = sums[_FAR : _FAR + rows]
        pooled = torch.empty(rows, (2 * len(WINDOWS) + 2) * width)
        pooled[:, :width] = values
        for number, window in enumerate(WINDOWS):
            before = here - sums[_FAR - window : _FAR - window + rows]
            behind = sums[_FAR + window : _FAR + window + rows] - here
            for place, part in ((2 * number, before), (2 * number + 1, behind)):
                span = slice((place + 1) * width, (place + 2) * width)
                pooled[:, span] = part * batch.shares[place][:, None]
        whole = sums[batch.behind + _FAR] - sums[batch.first + _FAR]
        pooled[:, -width:] = (whole / batch.sizes[:, None]).float().index_select(0, batch.owner)
        return pooled

    @staticmethod
    def backward(context: Any, *given: torch.Tensor) -> tuple[torch.Tensor, None]:
        batch = context.batch
        rows = len(given[0])
        width = given[0].shape[1] // (2 * len(WINDOWS) + 2)
        back = given[0][:, :width].clone()
        parts = given[0][:, width:-width].reshape(rows, -1, width) * batch.shares.T[:, :, None]
        sums = _padded(parts.view(rows, -1)).view(-1, 2 * len(WINDOWS), width)
        after = _FAR + 1
        for number, window in enumerate(WINDOWS):
            before, behind = sums[:, 2 * number], sums[:, 2 * number + 1]
            back += before[after + window : after + window + rows] - before[after : after + rows]
            back += behind[after : after + rows] - behind[after - window : after - window + rows]
        whole = batch.sums(given[0][:, -width:]) / batch.sizes[:, None]
        return back + whole.index_select(0, batch.owner), None


def _padded(values: torch.Tensor) -> torch.Tensor:
    """The running sums of some rows, the sum before the first one at `_FAR`, and as far again behind."""
    rows, width = values.shape
    sums = torch.zeros(rows + 2 * _FAR + 2, width, dtype=torch.float64)
    torch.cumsum(values, 0, dtype=torch.float64, out=sums[_FAR + 1 : _FAR + 1 + rows])
    sums[_FAR + 1 + rows :] = sums[_FAR + rows]
    return sums


class Batch:
    """Some texts, one behind the other."""

    def __init__(self, examples: list[Example], centre: np.ndarray, scale: np.ndarray) -> None:
        sizes = np.array([len(each.counts) for each in examples])
        first = np.cumsum(sizes + _BETWEEN) - sizes - _BETWEEN
        count = int(sizes.sum()) + _BETWEEN * len(sizes)
        rows = np.zeros((count, len(centre)), np.float32)
        mask, counts, found = np.zeros((3, count), np.float32)
        held = np.zeros(count, np.int64)
        for start, size, each in zip(first.tolist(), sizes.tolist(), examples, strict=True):
            part = slice(start, start + size)
            rows[part] = (each.rows - centre) / scale
            mask[part], counts[part], found[part] = 1, each.counts, each.found
            held[part] = np.diff(each.ends, prepend=0)
        joined = torch.from_numpy
        self.rows, self.mask = joined(rows), joined(mask)[:, None]
        self.counts, self.found = joined(counts), joined(found)
        self.owner = joined(np.repeat(np.arange(len(sizes)), sizes + _BETWEEN))
        self.first, self.behind = joined(first), joined(first + sizes)
        self.sizes = joined(sizes)
        low, high = self.first[self.owner], self.behind[self.owner]
        place = torch.minimum(torch.arange(count), high)
        reach = []
        for window in WINDOWS:
            reach += [(place - low).clamp(max=window), (high - place).clamp(max=window)]
        #: Of the sum of each window, row by row, what is its mean.
        self.shares = 1 / torch.stack(reach).clamp(min=1)
        self.words = joined(np.concatenate([each.words for each in examples]))
        self.starts = joined(np.cumsum(held) - held)
        #: How much of each word is told, and which text it is from.
        self.told = torch.ones(int(held.sum()))
        self.speaker = torch.repeat_interleave(self.owner, joined(held))
        self.total = torch.tensor([each.total for each in examples], dtype=torch.float32)
        self.kind = torch.tensor([each.kind for each in examples])

    def hide(self) -> None:
        """Hide words that the network shall learn to do without."""
        self.told = (torch.rand(len(self.total)) > DROP_TEXTS).float()[self.speaker]
        self.told *= torch.rand(len(self.told)) > DROP_WORDS

    def heard(self, known: torch.Tensor) -> torch.Tensor:
        """Return what is known of the words of each line."""
        return functional.embedding_bag(
            self.words, known, self.starts, mode="sum", per_sample_weights=self.told
        )

    def sums(self, values: torch.Tensor) -> torch.Tensor:
        """Return the sum of the rows of each text; those between texts hold nothing."""
        return torch.zeros(len(self.total), values.shape[1]).index_add(0, self.owner, values)

    def pooled(self, values: torch.Tensor) -> torch.Tensor:
        """Return rows, and the means of their windows and texts."""
        pooled: torch.Tensor = _Pooled.apply(values, self)
        return pooled

    def loss(self, score: torch.Tensor, kind: torch.Tensor, page: torch.Tensor) -> torch.Tensor:
        """Return 1 - F1 of words that are kept by so much, and what lines, types and pages add."""
        likely = torch.sigmoid(score) * self.mask[:, 0]
        none = torch.zeros(len(self.total))
        right = none.index_add(0, self.owner, likely * self.found)
        kept = none.index_add(0, self.owner, likely * self.counts)
        # Texts that are no pages say nothing of lines: which of theirs a page would have, nobody knows.
        of_page = (self.kind >= 0).float()
        f1 = of_page * 2 * right / (kept + self.total)
        truth = self.found / self.counts.clamp(min=1)
        weight = (self.counts / (self.total[self.owner] + 1)).clamp(max=1) * of_page[self.owner]
        lines = functional.binary_cross_entropy_with_logits(score, truth, weight, reduction="sum")
        kinds = functional.cross_entropy(kind, self.kind, ignore_index=-1, reduction="sum")
        pages = functional.binary_cross_entropy_with_logits(page, of_page)
        content = 1 - f1.sum() / of_page.sum().clamp(min=1)
        return content + (LINES * lines + TYPE * kinds) / len(none) + PAGE * pages


def train(examples: list[Example], words: np.ndarray, seed: int = 0, epochs: int = EPOCHS) -> Net:
    """Return a network that was trained on some texts, its inputs as they come, and knows these words."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    random = np.random.default_rng(seed)
    sample = np.concatenate([each.rows[::4] for each in examples if each.kind >= 0])
    sample = sample.astype(np.float32)
    centre, scale = sample.mean(0), np.maximum(sample.std(0), 0.1)
    model = Model(len(centre), len(words))
    cut = [each.cut().knowing(words) for each in examples]
    steps = epochs * math.ceil(len(cut) / TEXTS_A_STEP)
    others = [weights for name, weights in model.named_parameters() if name != "words.weight"]
    optimizer = torch.optim.AdamW(
        [{"params": others}, {"params": [model.words.weight], "weight_decay": WORD_DECAY}],
        lr=RATE,
        weight_decay=DECAY,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, RATE * WORD_RATE], total_steps=steps, pct_start=0.15
    )
    for _ in range(epochs):
        order = random.permutation(len(cut))
        for start in range(0, len(order), TEXTS_A_STEP):
            chosen = [cut[number] for number in order[start : start + TEXTS_A_STEP]]
            batch = Batch(chosen, centre, scale)
            batch.hide()
            score, final, kind, page = model(batch)
            loss = batch.loss(final, kind, page) + FIRST * batch.loss(score, kind, page)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _net(model, words, centre, scale)


def _net(model: Model, words: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> Net:
    """The weights, with the scaling of the inputs worked into the first layer."""
    layers = {name: each for name, each in model.named_children() if isinstance(each, nn.Linear)}
    layers |= {f"look{step}": look for step, look in zip(DILATIONS, model.look, strict=True)}
    weights = {name: layer.weight.detach().numpy().T.copy() for name, layer in layers.items()}
    biases = {name: layer.bias.detach().numpy().copy() for name, layer in layers.items()}
    weights["into"] /= scale[:, None]
    biases["into"] = biases["into"] - centre @ weights["into"]
    return Net(weights, biases, words, model.words.weight.detach().numpy()[: len(words)])
