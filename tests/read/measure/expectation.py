"""What a right answer about a script is: read from the JSON beside it, and written back."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


def several(value: Any) -> tuple[Any, ...]:
    """A list as a tuple; one value as a tuple of one."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


@dataclass(frozen=True)
class ExpectedFinding:
    """A mistake: any of these codes, at any of these lines; an optional one may also be left unsaid."""

    codes: tuple[str, ...]
    lines: tuple[int, ...]
    optional: bool = False

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ExpectedFinding":
        lines = (*several(data["line"]), *data.get("also_lines", ()))
        return cls(several(data["code"]), lines, data.get("optional", False))

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {"code": list(self.codes), "line": self.lines[0], "also_lines": list(self.lines[1:])}
        return {**written, "optional": True} if self.optional else written


@dataclass(frozen=True)
class Label:
    """A piece of a line's text, and what it may be called; layers are None where any will do."""

    line: int
    text: str
    roles: tuple[str, ...]
    layers: tuple[int, ...] | None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Label":
        layers = None if data.get("layer") is None else several(data["layer"])
        return cls(data["line"], data["text"], several(data["role"]), layers)

    def to_json(self) -> dict[str, Any]:
        layers = None if self.layers is None else list(self.layers)
        return {"line": self.line, "text": self.text, "role": list(self.roles), "layer": layers}


@dataclass(frozen=True)
class Expectation:
    """The right answer; what is empty is not judged."""

    style: str
    verdicts: tuple[str, ...] = ("correct",)
    losses: tuple[str, ...] = ()
    reductions: tuple[str, ...] = ()
    layers: tuple[dict[str, Any], ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    findings: tuple[ExpectedFinding, ...] = ()
    labels: tuple[Label, ...] = ()
    unlabelled: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Expectation":
        return cls(
            style=data["style"],
            verdicts=several(data.get("verdict", "correct")),
            losses=several(data["loss"]) if data.get("loss") else (),
            reductions=several(data["reduction"]) if data.get("reduction") else (),
            layers=tuple(data.get("layers") or ()),
            parameters=data.get("parameters") or {},
            findings=tuple(ExpectedFinding.from_json(each) for each in data.get("findings") or ()),
            labels=tuple(Label.from_json(each) for each in data.get("labels") or ()),
            unlabelled=tuple(data.get("unlabelled") or ()),
        )

    def to_json(self) -> dict[str, Any]:
        plain = asdict(self)
        return {
            "style": self.style, "verdict": list(self.verdicts), "loss": list(self.losses),
            "reduction": list(self.reductions), "layers": plain["layers"], "parameters": self.parameters,
            "findings": [each.to_json() for each in self.findings],
            "labels": [each.to_json() for each in self.labels], "unlabelled": list(self.unlabelled),
        }  # fmt: skip


def expectation_beside(script: Path) -> Expectation:
    return Expectation.from_json(json.loads(script.with_suffix(".json").read_text(encoding="utf-8")))
