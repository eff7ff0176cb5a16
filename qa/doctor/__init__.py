"""Files looked at before anything is added: what would be refused, what is damaged, what is there twice. Changes nothing."""

from qa.doctor.examine import Examined, Flag, examine

__all__ = ["Examined", "Flag", "examine"]
