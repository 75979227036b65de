"""The network that judges the lines of a flattened page, as torch trains it; `cleantext.chrome.net` runs it."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cleantext.chrome.net import DILATIONS, NEAR, SOME, WINDOWS, Net, shape

WIDTH = 40
EPOCHS = 9
TEXTS_A_STEP = 16
RATE, DECAY = 3e-3, 4e-2
#: Shares of numbers that are left out in training: inside, and coming in.
DROP, DROP_IN = 0.3, 0.15
#: Weights of the parts of the loss beside 1 - F1, and of all of it for the first look.
LINES, TYPE, PAGE, FIRST = 0.5, 0.05, 0.2, 0.3
#: In training, texts are cut here.
LONGEST = 1500
#: Rows of nothing between two texts, so that none looks into the other.
_BETWEEN = 2 * max(DILATIONS)


class Example(NamedTuple):
    """A text as the network sees it, and what it should answer."""

    rows: np.ndarray
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
        counts, found = self.counts[:LONGEST], self.found[:LONGEST]
        return Example(self.rows[:LONGEST], counts, found, total, self.kind)


class Model(nn.Module):
    """The network."""

    def __init__(self, inputs: int) -> None:
        super().__init__()

        def layer(name: str) -> nn.Linear:
            return nn.Linear(*shape(name, inputs, WIDTH))

        self.into, self.mix, self.mix2 = layer("into"), layer("mix"), layer("mix2")
        self.look = nn.ModuleList(layer(f"look{step}") for step in DILATIONS)
        self.out, self.kind, self.page = layer("out"), layer("kind"), layer("page")
        self.again, self.last = layer("again"), layer("last")
        nn.init.zeros_(self.last.weight)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, ...]:
        """Return the score of each line at first look and in the end, and of each text for types and pages."""

        def drop(values: torch.Tensor, share: float = DROP) -> torch.Tensor:
            return _drop(values, share) if self.training else values

        mask = batch.mask
        hidden = functional.relu(self.into(drop(batch.rows, DROP_IN))) * mask
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


class Batch:
    """Some texts, one behind the other."""

    def __init__(self, examples: list[Example], centre: np.ndarray, scale: np.ndarray) -> None:
        rows, mask, counts, found, owner, first, behind = [], [], [], [], [], [], []
        place = 0
        for number, each in enumerate(examples):
            size = len(each.counts)
            rows += [(each.rows - centre) / scale, np.zeros((_BETWEEN, len(centre)))]
            mask += [np.ones(size), np.zeros(_BETWEEN)]
            counts += [each.counts, np.zeros(_BETWEEN)]
            found += [each.found, np.zeros(_BETWEEN)]
            owner.append(np.full(size + _BETWEEN, number))
            first.append(place)
            behind.append(place + size)
            place += size + _BETWEEN

        def joined(parts: list[np.ndarray]) -> torch.Tensor:
            return torch.as_tensor(np.concatenate(parts).astype(np.float32))

        self.rows, self.mask = joined(rows), joined(mask)[:, None]
        self.counts, self.found = joined(counts), joined(found)
        self.owner = torch.as_tensor(np.concatenate(owner))
        self.first, self.behind = torch.tensor(first), torch.tensor(behind)
        self.total = torch.tensor([each.total for each in examples], dtype=torch.float32)
        self.kind = torch.tensor([each.kind for each in examples])

    def sums(self, values: torch.Tensor) -> torch.Tensor:
        """Return the sum of the rows of each text."""
        sums = _running(values)
        return (sums[self.behind] - sums[self.first]).float()

    def pooled(self, values: torch.Tensor) -> torch.Tensor:
        """Return what `cleantext.chrome.net.pooled` does, text by text."""
        sums = _running(values)
        low, high = self.first[self.owner], self.behind[self.owner]
        place = torch.minimum(torch.arange(len(values)), high)
        spans = []
        for window in WINDOWS:
            spans.append((torch.maximum(place - window, low), place))
            spans.append((place, torch.minimum(place + window, high)))
        spans.append((low, high))
        means = [(sums[b] - sums[a]) / (b - a).clamp(min=1)[:, None] for a, b in spans]
        return torch.cat([values, *(each.float() for each in means)], 1)

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


def _running(values: torch.Tensor) -> torch.Tensor:
    return functional.pad(torch.cumsum(values.double(), 0), (0, 0, 1, 0))


def train(examples: list[Example], seed: int = 0, epochs: int = EPOCHS) -> Net:
    """Return a network that was trained on some texts, its inputs as they come."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    random = np.random.default_rng(seed)
    sample = np.concatenate([each.rows[::4] for each in examples if each.kind >= 0])
    sample = sample.astype(np.float32)
    centre, scale = sample.mean(0), np.maximum(sample.std(0), 0.1)
    model = Model(len(centre))
    steps = epochs * math.ceil(len(examples) / TEXTS_A_STEP)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps, pct_start=0.15
    )
    for _ in range(epochs):
        order = random.permutation(len(examples))
        for start in range(0, len(order), TEXTS_A_STEP):
            chosen = [examples[number].cut() for number in order[start : start + TEXTS_A_STEP]]
            batch = Batch(chosen, centre, scale)
            score, final, kind, page = model(batch)
            loss = batch.loss(final, kind, page) + FIRST * batch.loss(score, kind, page)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _net(model, centre, scale)


def _net(model: Model, centre: np.ndarray, scale: np.ndarray) -> Net:
    """The weights, with the scaling of the inputs worked into the first layer."""
    layers = {name: each for name, each in model.named_children() if isinstance(each, nn.Linear)}
    layers |= {f"look{step}": look for step, look in zip(DILATIONS, model.look, strict=True)}
    weights = {name: layer.weight.detach().numpy().T.copy() for name, layer in layers.items()}
    biases = {name: layer.bias.detach().numpy().copy() for name, layer in layers.items()}
    weights["into"] /= scale[:, None]
    biases["into"] = biases["into"] - centre @ weights["into"]
    return Net(weights, biases)
