"""The net that judges the blocks of a page, as torch trains it; `cleantext.markup.content` runs it."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cleantext.markup.content import DILATIONS, NEAR, SOME, TYPES, Net, shape
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
#: Weights of the parts of the loss beside 1 - F1, and of all of it for the first look.
BLOCKS, KINDS, FIRST = 0.5, 0.05, 0.3
#: In training, pages are cut here.
LONGEST = 1200
#: Rows of nothing between two pages, so that none looks into the other.
_BETWEEN = max(DILATIONS) * 2


class Example(NamedTuple):
    """A page as the net sees it, and what it should answer."""

    rows: np.ndarray
    spans: np.ndarray
    """First block of its container and the one behind the last, level by level, then of the page."""
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
    rows, bounds, places = page
    size = len(rows)
    held = bounds[places].reshape(size, -1)
    spans = np.concatenate((held, np.broadcast_to([0, size], (size, 2))), axis=1)
    return Example(rows.astype(np.float16), spans, counts, found, total, kind)


class Model(nn.Module):
    """One net."""

    def __init__(self, inputs: int, width: int = WIDTH) -> None:
        super().__init__()
        self.into = nn.Linear(inputs, width)
        self.mix = nn.Linear(width * (len(LEVELS) + 2), width)
        self.look = nn.ModuleList(nn.Linear(3 * width, width) for _ in DILATIONS)
        self.mix2 = nn.Linear(width * (len(LEVELS) + 2), width)
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
        hidden = functional.relu(self.into(rows)) * mask
        hidden = (hidden + functional.relu(self.mix(drop(pooled(hidden, batch.spans))))) * mask
        for step, look in zip(DILATIONS, self.look, strict=True):
            wide = functional.pad(hidden, (0, 0, step, step))
            seen = torch.cat([wide[: -2 * step], hidden, wide[2 * step :]], 1)
            hidden = (hidden + functional.relu(look(drop(seen)))) * mask
        last = (hidden + functional.relu(self.mix2(drop(pooled(hidden, batch.spans))))) * mask
        score = self.out(last)
        share = torch.sigmoid(score) * mask
        sizes, kept = batch.sums(mask), batch.sums(share)
        content = batch.sums(share * last) / (kept + SOME)
        rest = batch.sums((mask - share) * last) / (sizes - kept + SOME)
        kind = self.kind(torch.cat([batch.sums(hidden) / sizes, content], 1))
        page = batch.owner
        views = drop(torch.cat([last, content[page], rest[page], last * content[page]], 1))
        around = pooled(share, batch.spans)[:, 1:]
        wide = functional.pad(share, (0, 0, NEAR, NEAR))
        near = [wide[step : step + len(share)] for step in range(2 * NEAR + 1)]
        views = torch.cat([views, torch.softmax(kind, 1)[page], around, *near], 1)
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


def _means(values: torch.Tensor, low: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
    sums = functional.pad(torch.cumsum(values.double(), 0), (0, 0, 1, 0))
    return ((sums[high] - sums[low]) / (high - low).clamp(min=1)[:, None]).float()


def pooled(hidden: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    """Return what a block, its containers and its page hold, side by side."""
    levels = range(spans.shape[1] // 2)
    means = [_means(hidden, spans[:, 2 * level], spans[:, 2 * level + 1]) for level in levels]
    return torch.cat([hidden, *means], 1)


class Batch:
    """Some pages, one behind the other."""

    def __init__(self, examples: list[Example], centre: np.ndarray, scale: np.ndarray) -> None:
        rows, spans, mask, counts, found, owner, first, behind = [], [], [], [], [], [], [], []
        place = 0
        for number, each in enumerate(examples):
            size = len(each.rows)
            rows += [(each.rows - centre) / scale, np.zeros((_BETWEEN, len(centre)))]
            spans += [each.spans + place, np.zeros((_BETWEEN, each.spans.shape[1]))]
            mask += [np.ones(size), np.zeros(_BETWEEN)]
            counts += [each.counts, np.zeros(_BETWEEN)]
            found += [each.found, np.zeros(_BETWEEN)]
            owner.append(np.full(size + _BETWEEN, number))
            first.append(place)
            behind.append(place + size)
            place += size + _BETWEEN

        def joined(parts: list[np.ndarray], kind: torch.dtype = torch.float32) -> torch.Tensor:
            return torch.as_tensor(np.concatenate(parts), dtype=kind)

        self.rows, self.mask = joined(rows), joined(mask)[:, None]
        self.spans = joined(spans, torch.int64)
        self.counts, self.found = joined(counts), joined(found)
        self.owner = joined(owner, torch.int64)
        self.first, self.behind = torch.tensor(first), torch.tensor(behind)
        self.total = torch.tensor([each.total for each in examples], dtype=torch.float32)
        self.kind = torch.tensor([each.kind for each in examples])

    def sums(self, values: torch.Tensor) -> torch.Tensor:
        """Return the sum of the rows of each page."""
        sums = functional.pad(torch.cumsum(values.double(), 0), (0, 0, 1, 0))
        return (sums[self.behind] - sums[self.first]).float()

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


def train(examples: list[Example], seed: int, width: int = WIDTH, epochs: int = EPOCHS) -> Net:
    """Return a net that was trained on some pages, its inputs as they come."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    random = np.random.default_rng(seed)
    sample = np.concatenate([each.rows[::4] for each in examples]).astype(np.float32)
    centre, scale = sample.mean(0), np.maximum(sample.std(0), 0.1)
    model = Model(len(centre), width)
    steps = epochs * math.ceil(len(examples) / PAGES_A_STEP)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps, pct_start=0.15
    )
    for _ in range(epochs):
        order = random.permutation(len(examples))
        for start in range(0, len(order), PAGES_A_STEP):
            chosen = [examples[number] for number in order[start : start + PAGES_A_STEP]]
            batch = Batch([_cut(each) for each in chosen], centre, scale)
            for columns in (_NAMES, _SIGNS):
                told = (torch.rand(len(chosen)) > DROP_NAMES).float()[batch.owner]
                batch.rows[:, columns] *= told[:, None]
            score, final, kind = model(batch)
            loss = batch.loss(final, kind) + FIRST * batch.loss(score, kind)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _net(model, centre, scale)


def _cut(each: Example) -> Example:
    if len(each.rows) <= LONGEST:
        return each
    rest = float(each.found[LONGEST:].sum())
    return Example(
        each.rows[:LONGEST],
        np.minimum(each.spans[:LONGEST], LONGEST),
        each.counts[:LONGEST],
        each.found[:LONGEST],
        max(1.0, each.total - rest),
        each.kind,
    )


def _net(model: Model, centre: np.ndarray, scale: np.ndarray) -> Net:
    """The weights, with the scaling of the inputs worked into the first layer."""
    layers = {"into": model.into, "mix": model.mix, "mix2": model.mix2}
    layers |= {f"look{step}": look for step, look in zip(DILATIONS, model.look, strict=True)}
    layers |= {"out": model.out, "kind": model.kind, "again": model.again, "last": model.last}
    weights = {name: layer.weight.detach().numpy().T.copy() for name, layer in layers.items()}
    biases = {name: layer.bias.detach().numpy().copy() for name, layer in layers.items()}
    weights["into"] = weights["into"] / scale[:, None]
    biases["into"] = biases["into"] - centre @ weights["into"]
    return Net.of({name: (weights[name], biases[name]) for name in layers})
