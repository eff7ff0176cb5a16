"""Answers, passages and documents as plain data, as text, as Markdown and as HTML. Pure: no file, no clock, no environment."""

from __future__ import annotations

from qa.render.article import Mark, article_html, dropped_html
from qa.render.cards import cards_html, reference
from qa.render.data import answer_dict, citation_dict, document_dict, passage_dict, reason, show_dict
from qa.render.doctored import examined_dict, examined_text, pictures_told
from qa.render.export import Form, answer_export, documents_of
from qa.render.kept import front_text, version_dict, versions_text
from qa.render.markdown import answer_markdown, escape_markdown
from qa.render.original import original_html
from qa.render.tables import comparison_csv, comparison_dict, comparison_text, fact_dict, facts_csv, facts_text
from qa.render.text import answer_text, asked_as, beside, dd_command, documents_text, passages_text, show_text
from qa.render.visible import escape, facts, is_unicode, visible

__all__ = [
    "Form",
    "Mark",
    "answer_dict",
    "answer_export",
    "answer_markdown",
    "answer_text",
    "article_html",
    "asked_as",
    "beside",
    "cards_html",
    "citation_dict",
    "comparison_csv",
    "comparison_dict",
    "comparison_text",
    "dd_command",
    "document_dict",
    "documents_of",
    "documents_text",
    "dropped_html",
    "escape",
    "escape_markdown",
    "examined_dict",
    "examined_text",
    "fact_dict",
    "facts",
    "facts_csv",
    "facts_text",
    "front_text",
    "is_unicode",
    "original_html",
    "passage_dict",
    "passages_text",
    "pictures_told",
    "reason",
    "reference",
    "show_dict",
    "show_text",
    "version_dict",
    "versions_text",
    "visible",
]
