"""The error tree. Each is a user's error: its message is one sentence that says what to do next. Anything else is a bug.

YoujuError
|- ReadError          a file could not be taken
|  |- PathError       missing, unreadable, a folder where a file is needed, no article in a folder
|  |- EmptyFileError
|  |- BinaryFileError
|  |- DecodeError     cannot be decoded without loss; names encoding and byte offset
|  |- FormatError     is not, or not wholly, what its name says
|  |- ScannedError    a PDF of pictures, without a text layer
|  '- LimitError      larger than a setting allows; names limit and setting
|- LibraryError       the library folder
|  |- LibraryMissingError
|  |- LibraryLockedError
|  |- LibraryDamagedError
|  '- SettingsMismatchError   made with another encoder, format or chunking: `youju rebuild`
|- NotFoundError      no such document
|- ModelError         an encoder or a reranker cannot be loaded or used (maps embeddings.errors.EmbeddingError)
'- UsageError         a command or a request whose words are off
"""

from __future__ import annotations

from qa.messages import Locale, say


class YoujuError(Exception):
    """Base of every error that a user can mend.

    `key` names a row of `qa/messages.toml`, `fields` fill it in; `say(locale)` is the one sentence in that language and
    `str()` the same in English.
    """

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields

    def say(self, locale: Locale) -> str:
        """The sentence in the reader's language."""
        return say(self.key, locale, **self.fields)

    def __str__(self) -> str:
        return self.say("en")


class ReadError(YoujuError):
    """A file could not be taken into the library."""


class PathError(ReadError):
    """A path is missing, unreadable, or holds no article."""


class EmptyFileError(ReadError):
    """A file holds nothing but white space."""


class BinaryFileError(ReadError):
    """A file is not text."""


class DecodeError(ReadError):
    """A file cannot be decoded without loss, or its encoding is too close to call."""


class FormatError(ReadError):
    """A file cannot be read as what its name says it is."""


class ScannedError(ReadError):
    """A PDF has pictures of pages and no text."""


class LimitError(ReadError):
    """A file is larger, longer or slower to read than a setting allows."""


class LibraryError(YoujuError):
    """The library folder cannot be used as it is."""


class LibraryMissingError(LibraryError):
    """There is no library in the folder."""


class LibraryLockedError(LibraryError):
    """Another process is writing to the library."""


class LibraryDamagedError(LibraryError):
    """The library's files are not what this program wrote."""


class SettingsMismatchError(LibraryError):
    """The library was made with another encoder, format or chunking."""


class NotFoundError(YoujuError):
    """No document of that name or id."""


class ModelError(YoujuError):
    """An encoder or a reranker cannot be loaded or used."""


class UsageError(YoujuError):
    """A command or a request cannot be understood."""
