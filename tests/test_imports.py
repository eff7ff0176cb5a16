"""The direction of imports is the design's table; the import budget is measured in a fresh interpreter."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A module imports only what stands above it. A package counts as one place; inside it, anything goes.
QA_ORDER = [
    "patterns", "annotations", "types", "clean", "messages", "errors", "places", "times", "reading", "text", "resemblance", "paragraphs",
    "tokens", "folders", "lexical", "cite", "references", "figures", "annotate", "doctor", "store", "question", "rank", "rerank",
    "retrieve", "answer", "facts", "render", "engine", "jsonl", "console", "keeping", "exporting", "arguments", "cli",
]  # fmt: skip
EMBEDDINGS_ORDER = ["errors", "prompts", "quantized", "tables", "pieces", "static", "hashed", "encoder", "reranker", "index", "training"]
# The design's one exception: the command starts the page and the evals by a late import inside the command.
LATE = {("qa.cli", "ui"), ("qa.cli", "evals")}
HEAVY = ("torch", "faiss", "gradio", "sentence_transformers", "jieba", "transformers", "trafilatura", "pypdfium2", "docx", "lxml")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def place(dotted: str, order: list[str]) -> int | None:
    """Where `qa.text.lines` stands in the order; None for the package itself."""
    parts = dotted.split(".")
    return order.index(parts[1]) if len(parts) > 1 and parts[1] in order else None


def modules(package: str) -> list[tuple[str, Path]]:
    return sorted((".".join(p.relative_to(ROOT).with_suffix("").parts), p) for p in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize(("package", "order"), [("qa", QA_ORDER), ("embeddings", EMBEDDINGS_ORDER)])
def test_a_module_imports_only_what_stands_above_it(package: str, order: list[str]) -> None:
    ours = modules(package)
    assert len(ours) > 5
    for name, path in ours:
        if name.endswith("__init__") and name.count(".") == 1:
            continue
        here = place(name, order)
        assert here is not None, f"{name} has no place in the order of imports: add it to the design's table"
        for other in imported(path):
            there = place(other, order) if other.startswith(package + ".") else None
            assert there is None or there <= here, f"{name} imports {other}, which stands below it"


def test_embeddings_never_import_qa_and_nothing_imports_what_stands_on_top() -> None:
    for name, path in [*modules("embeddings"), *modules("qa")]:
        for other in imported(path):
            top = other.split(".")[0]
            if name.startswith("embeddings"):
                assert top not in ("qa", "evals", "ui", "page"), f"{name} imports {other}"
            assert top not in ("ui", "evals", "page", "benchmarks") or (name, top) in LATE, f"{name} imports {other}"


def test_faiss_and_sentence_transformers_have_one_door_each() -> None:
    doors = {"faiss": {"embeddings.index"}, "sentence_transformers": {"embeddings.encoder", "embeddings.reranker"}}
    for name, path in [*modules("embeddings"), *modules("qa")]:
        for other in imported(path):
            top = other.split(".")[0]
            if top in doors and not name.startswith("embeddings.training"):
                assert name in doors[top], f"{name} imports {top}"


@pytest.mark.parametrize("module", ["qa", "qa.cli", "qa.engine", "embeddings.encoder"])
def test_the_import_budget(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
