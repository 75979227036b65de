"""The net that judges the blocks of a page, as torch trains it; `cleantext.markup.content` runs it."""

from __future__ import annotations

import math
from array import array
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cleantext.markup.content import DILATIONS, NEAR, SOME, TYPES, WORD_WIDTH, Net, forward, shape
from cleantext.markup.elements import HINTS, TELLING
from cleantext.markup.features import LEVELS, Features
from cleantext.markup.signs import SIGNS

WIDTH = 32
EPOCHS = 10
PAGES_A_STEP = 12
RATE, DECAY = 3e-3, 4e-2
#: Shares of what is left out in training: of numbers inside, of numbers coming in, and of pages
#: whose names of classes, or whose signs of their type, are hidden, so that the net learns to do
#: without.
DROP, DROP_IN, DROP_NAMES = 0.3, 0.15, 0.3
#: The same for words: of pages that are without any, of single words, and of what is known of them.
DROP_TEXTS, DROP_WORDS, DROP_KNOWN = 0.4, 0.15, 0.1
#: What is known of words is learnt so much slower, and decays faster.
WORD_RATE, WORD_DECAY = 0.4, 0.1
#: Weights of the parts of the loss beside 1 - F1, and of all of it for the first look.
BLOCKS, KINDS, FIRST = 0.5, 0.05, 0.3
#: How much of what a net learns of a page is what others say that have not seen it, and how much surer
#: they are than right.
TAUGHT, DOUBT = 0.5, 2.0
#: In training, pages are cut here.
LONGEST = 800
#: Rows of nothing between two pages, so that none looks into the other.
_BETWEEN = max(DILATIONS) * 2


class Example(NamedTuple):
    """A page as the net sees it, and what it should answer."""

    rows: np.ndarray
    spans: np.ndarray
    """First block of its container and the one behind the last, level by level, then of the page."""
    words: np.ndarray
    """The words that blocks open with, or their places in what a net knows,"""
    ends: np.ndarray
    """where those of each block end,"""
    heads: np.ndarray
    """and the heading above each block, -1 for none."""
    likes: np.ndarray
    """A number for each block, the same for those of one kind."""
    counts: np.ndarray
    """How many words each block has,"""
    found: np.ndarray
    """and how many of them the gold has,"""
    total: float
    """which has so many."""
    kind: int


def example(
    page: Features, counts: np.ndarray, found: np.ndarray, total: int, kind: int
) -> Example:
    """Return a page as an example; `counts`, `found` and `total` are what `content_labels` says."""
    size = len(page.rows)
    held = page.bounds[page.places].reshape(size, -1)
    spans = np.concatenate((held, np.broadcast_to([0, size], (size, 2))), axis=1)
    rows, ends = page.rows.astype(np.float16), np.cumsum(page.said)
    said = page.words, ends, page.heads
    return Example(rows, spans, *said, page.likes, counts, found, total, kind)


def seen(each: Example) -> Features:
    """Return the numbers of an example, with a container of its own for each block and level."""
    size = len(each.rows)
    bounds = each.spans[:, : 2 * len(LEVELS)].reshape(-1, 2)
    places = np.arange(len(bounds)).reshape(size, -1)
    said = each.words, np.diff(each.ends, prepend=0), each.heads
    return Features(each.rows.astype(np.float32), bounds, places, *said, each.likes)


def taught(each: Example, teacher: Net) -> Example:
    """Return an example that asks for `TAUGHT` of what a net says that has not seen it, and the rest of its gold."""
    score, _ = forward(teacher, seen(each))
    told = each.counts / (1 + np.exp(-score.astype(float) / DOUBT))
    beyond = max(0.0, each.total - each.found.sum())
    found = each.found + TAUGHT * (told - each.found)
    total = each.total + TAUGHT * (max(1.0, told.sum() + beyond) - each.total)
    return each._replace(found=found, total=total)


def known(each: Example, words: np.ndarray) -> Example:
    """Return an example with the places of its words among some sorted ones; others are left out."""
    place = np.minimum(np.searchsorted(words, each.words), len(words) - 1)
    there = words[place] == each.words
    ends = np.concatenate(([0], np.cumsum(there)))[each.ends]
    return each._replace(words=place[there], ends=ends)


class Model(nn.Module):
    """One net."""

    def __init__(self, inputs: int, words: int, width: int = WIDTH) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WORD_WIDTH)
        nn.init.normal_(self.words.weight, 0, 0.05)
        self.said = nn.Linear(2 * WORD_WIDTH, width)
        self.into = nn.Linear(inputs, width)
        self.mix = nn.Linear(*shape("mix", inputs, width))
        self.look = nn.ModuleList(nn.Linear(3 * width, width) for _ in DILATIONS)
        self.mix2 = nn.Linear(*shape("mix2", inputs, width))
        self.out = nn.Linear(width, 1)
        self.kind = nn.Linear(2 * width, len(TYPES))
        self.again = nn.Linear(*shape("again", inputs, width))
        self.last = nn.Linear(width, 1)
        nn.init.zeros_(self.last.weight)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the score of each block at the first look, in the end, and of each type for each page."""

        def drop(values: torch.Tensor, share: float = DROP) -> torch.Tensor:
            return _drop(values, share) if self.training else values

        mask = batch.mask
        rows = drop(batch.rows, DROP_IN)
        own = functional.embedding_bag(
            batch.words, self.words.weight, batch.starts, mode="sum", per_sample_weights=batch.told
        )
        # The last row is that of no heading.
        said = torch.cat([own, functional.pad(own, (0, 0, 0, 1)).index_select(0, batch.heads)], 1)
        hidden = functional.relu(self.into(rows) + self.said(drop(said, DROP_KNOWN))) * mask
        hidden = (hidden + functional.relu(self.mix(drop(batch.pooled(hidden))))) * mask
        for step, look in zip(DILATIONS, self.look, strict=True):
            wide = functional.pad(hidden, (0, 0, step, step))
            seen = torch.cat([wide[: -2 * step], hidden, wide[2 * step :]], 1)
            hidden = (hidden + functional.relu(look(drop(seen)))) * mask
        last = (hidden + functional.relu(self.mix2(drop(batch.pooled(hidden))))) * mask
        score = self.out(last)
        share = torch.sigmoid(score) * mask
        sizes, kept = batch.sums(mask), batch.sums(share)
        content = batch.sums(share * last) / (kept + SOME)
        rest = batch.sums((mask - share) * last) / (sizes - kept + SOME)
        kind = self.kind(torch.cat([batch.sums(hidden) / sizes, content], 1))
        kinds, its, other = (
            each.index_select(0, batch.owner) for each in (torch.softmax(kind, 1), content, rest)
        )
        views = drop(torch.cat([last, its, other, last * its, batch.alike(last)], 1))
        around = around_of(share, batch.spans)
        wide = functional.pad(share, (0, 0, NEAR, NEAR))
        near = [wide[step : step + len(share)] for step in range(2 * NEAR + 1)]
        views = torch.cat([views, kinds, around, *near, batch.alike(share)], 1)
        final = score + self.last(functional.relu(self.again(views)))
        return score[:, 0], final[:, 0], kind


#: How many random numbers are drawn once for all; drawing them anew takes half of the time.
_DRAWN = 1 << 23


@cache
def _mask(share: float) -> torch.Tensor:
    return (torch.rand(_DRAWN) >= share).float() / (1 - share)


def _drop(values: torch.Tensor, share: float) -> torch.Tensor:
    start = int(torch.randint(0, _DRAWN - values.numel(), (1,)))
    return values * _mask(share)[start : start + values.numel()].view_as(values)


class _Means(torch.autograd.Function):
    """The means of spans of rows, by differences of running sums, there and back."""

    @staticmethod
    def forward(  # type: ignore[override]
        context: Any, values: torch.Tensor, low: torch.Tensor, high: torch.Tensor
    ) -> torch.Tensor:
        sums = functional.pad(torch.cumsum(values, 0, dtype=torch.float64), (0, 0, 1, 0))
        sizes = (high - low).clamp(min=1).float()[:, None]
        context.save_for_backward(low, high, sizes)
        context.size = len(sums), values.shape[1]
        return (sums.index_select(0, high) - sums.index_select(0, low)).float() / sizes

    @staticmethod
    def backward(context: Any, *given: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        low, high, sizes = context.saved_tensors
        each = (given[0] / sizes).double()
        steps = torch.zeros(context.size, dtype=torch.float64)
        steps.index_add_(0, low, each)
        steps.index_add_(0, high, each, alpha=-1)
        return steps.cumsum(0)[:-1].float(), None, None


def around_of(hidden: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    """Return what the containers of a block and its page hold, side by side."""
    low, high = spans.reshape(-1, 2).T.contiguous()
    means: torch.Tensor = _Means.apply(hidden, low, high)
    return means.view(len(hidden), -1)


class Batch:
    """Some pages, one behind the other."""

    def __init__(self, examples: list[Example], centre: np.ndarray, scale: np.ndarray) -> None:
        sizes = [len(each.rows) for each in examples]
        first = np.cumsum([0, *sizes[:-1]]) + _BETWEEN * np.arange(len(examples))
        total = sum(sizes) + _BETWEEN * len(examples)
        rows = np.zeros((total, len(centre)), np.float32)
        spans = np.zeros((total, examples[0].spans.shape[1]), np.int64)
        mask, counts, found = np.zeros((3, total), np.float32)
        held, heads = np.zeros(total, np.int64), np.full(total, total)
        # What stands between pages is of a kind of its own.
        likes, sorts = np.zeros(total, np.int64), 1
        for start, size, each in zip(first.tolist(), sizes, examples, strict=True):
            part = slice(start, start + size)
            rows[part] = (each.rows - centre) / scale
            spans[part] = each.spans + start
            mask[part], counts[part], found[part] = 1, each.counts, each.found
            held[part] = np.diff(each.ends, prepend=0)
            heads[part] = np.where(each.heads < 0, total, each.heads + start)
            likes[part] = each.likes + sorts
            sorts += int(each.likes.max()) + 1
        words = np.concatenate([each.words for each in examples])
        joined = torch.from_numpy
        self.rows, self.mask, self.spans = joined(rows), joined(mask)[:, None], joined(spans)
        self.counts, self.found, self.heads = joined(counts), joined(found), joined(heads)
        self.likes = joined(likes)
        self.company = torch.bincount(self.likes, minlength=sorts).clamp(min=1)[:, None]
        self.owner = joined(np.repeat(np.arange(len(sizes)), np.array(sizes) + _BETWEEN))
        self.words, self.starts = joined(words), joined(np.cumsum(held) - held)
        #: How much of each word is told, and which page it is from.
        self.told = torch.ones(len(words))
        self.speaker = torch.repeat_interleave(self.owner, joined(held))
        self.total = torch.tensor([each.total for each in examples], dtype=torch.float32)
        self.kind = torch.tensor([each.kind for each in examples])

    def hide(self) -> None:
        """Hide what a net shall learn to do without, from some pages."""
        pages = len(self.total)
        for columns in (_NAMES, _SIGNS):
            told = (torch.rand(pages) > DROP_NAMES).float()[self.owner]
            self.rows[:, columns] *= told[:, None]
        self.told = (torch.rand(pages) > DROP_TEXTS).float()[self.speaker]
        self.told *= torch.rand(len(self.told)) > DROP_WORDS

    def alike(self, values: torch.Tensor) -> torch.Tensor:
        """Return the mean of the rows of each block's kind."""
        sums = torch.zeros(len(self.company), values.shape[1]).index_add(0, self.likes, values)
        return (sums / self.company).index_select(0, self.likes)

    def pooled(self, hidden: torch.Tensor) -> torch.Tensor:
        """Return what a block, its containers, its page and its kind hold, side by side."""
        return torch.cat([hidden, around_of(hidden, self.spans), self.alike(hidden)], 1)

    def sums(self, values: torch.Tensor) -> torch.Tensor:
        """Return the sum of the rows of each page; those between pages hold nothing."""
        return torch.zeros(len(self.total), values.shape[1]).index_add(0, self.owner, values)

    def loss(self, score: torch.Tensor, kind: torch.Tensor) -> torch.Tensor:
        """Return 1 - F1 of words that are kept by so much, and what blocks and types add."""
        likely = torch.sigmoid(score) * self.mask[:, 0]
        pages = torch.zeros(len(self.total))
        right = pages.index_add(0, self.owner, likely * self.found)
        kept = pages.index_add(0, self.owner, likely * self.counts)
        f1 = 2 * right / (kept + self.total)
        truth = self.found / self.counts.clamp(min=1)
        weight = (self.counts / (self.total[self.owner] + 1)).clamp(max=1)
        blocks = functional.binary_cross_entropy_with_logits(score, truth, weight, reduction="sum")
        kinds = functional.cross_entropy(kind, self.kind)
        return (1 - f1).mean() + BLOCKS * blocks / len(pages) + KINDS * kinds


#: The columns of names, and of signs.
_NAMES = slice(-3 * HINTS, None)
_SIGNS = slice(-3 * HINTS - len(TELLING) - SIGNS, -3 * HINTS - len(TELLING))


def train(
    examples: list[Example], words: np.ndarray, seed: int, width: int = WIDTH, epochs: int = EPOCHS
) -> Net:
    """Return a net that was trained on some pages, its inputs as they come, and knows these words."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    random = np.random.default_rng(seed)
    sample = np.concatenate([each.rows[::4] for each in examples]).astype(np.float32)
    centre, scale = sample.mean(0), np.maximum(sample.std(0), 0.1)
    model = Model(len(centre), len(words), width)
    cut = [known(_cut(each), words) for each in examples]
    steps = epochs * math.ceil(len(cut) / PAGES_A_STEP)
    others = [weights for name, weights in model.named_parameters() if name != "words.weight"]
    optimizer = torch.optim.AdamW(
        [{"params": others}, {"params": [model.words.weight], "weight_decay": WORD_DECAY}],
        lr=RATE,
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, RATE * WORD_RATE], total_steps=steps, pct_start=0.15
    )
    for _ in range(epochs):
        order = random.permutation(len(cut))
        for start in range(0, len(order), PAGES_A_STEP):
            chosen = [cut[number] for number in order[start : start + PAGES_A_STEP]]
            batch = Batch(chosen, centre, scale)
            batch.hide()
            score, final, kind = model(batch)
            loss = batch.loss(final, kind) + FIRST * batch.loss(score, kind)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _net(model, words, centre, scale)


def _cut(each: Example) -> Example:
    if len(each.rows) <= LONGEST:
        return each
    rest = float(each.found[LONGEST:].sum())
    return Example(
        each.rows[:LONGEST],
        np.minimum(each.spans[:LONGEST], LONGEST),
        each.words[: each.ends[LONGEST - 1]],
        each.ends[:LONGEST],
        each.heads[:LONGEST],
        each.likes[:LONGEST],
        each.counts[:LONGEST],
        each.found[:LONGEST],
        max(1.0, each.total - rest),
        each.kind,
    )


def _net(model: Model, words: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> Net:
    """The weights, with the scaling of the inputs worked into the first layer."""
    layers = {"into": model.into, "mix": model.mix, "mix2": model.mix2, "said": model.said}
    layers |= {f"look{step}": look for step, look in zip(DILATIONS, model.look, strict=True)}
    layers |= {"out": model.out, "kind": model.kind, "again": model.again, "last": model.last}
    weights = {name: layer.weight.detach().numpy().T.copy() for name, layer in layers.items()}
    biases = {name: layer.bias.detach().numpy().copy() for name, layer in layers.items()}
    weights["into"] = weights["into"] / scale[:, None]
    biases["into"] = biases["into"] - centre @ weights["into"]
    said = model.words.weight.detach().numpy()
    whole = {name: (weights[name], biases[name]) for name in layers}
    return Net.of(whole, array("I", words.tolist()), said)
