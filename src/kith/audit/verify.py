"""Checking the audit record: is every link of every chain as it was written?"""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from kith.audit.models import AuditEvent, AuditHead
from kith.audit.record import GENESIS, digest_of, link_hash

GOOD, BROKEN, ANCHOR_MISMATCH, SHORTER = 0, 1, 2, 3


@dataclass(frozen=True)
class Verdict:
    """What a check found: ``code`` 0 good, 1 broken at ``seq``, 2 anchor mismatch, 3 shorter than expected."""

    code: int
    text: str
    service_id: uuid.UUID | None = None
    seq: int | None = None


def anchors() -> dict[str, dict[str, str | int]]:
    """The head of each chain now, to be kept somewhere this system cannot write."""
    return {
        str(head.service_id): {"seq": head.seq, "hash": head.hash} for head in AuditHead.objects.order_by("service_id")
    }


def verify(anchor_file: Path | None = None) -> Verdict:
    """Follow every chain from its first link; compare with an anchor file where one is given."""
    expected = json.loads(anchor_file.read_text(encoding="utf-8")) if anchor_file else {}
    services = set(AuditHead.objects.values_list("service_id", flat=True))
    services |= set(AuditEvent.objects.values_list("service_id", flat=True).distinct())
    services |= {uuid.UUID(key) for key in expected}
    total = 0
    for service_id in sorted(services):
        verdict, links = _verify_chain(service_id, expected.get(str(service_id)))
        if verdict:
            return verdict
        total += links
    return Verdict(GOOD, f"Good: {total} events in {len(services)} chains, every link as it was written.")


def is_empty() -> bool:
    """Whether nothing is recorded here at all, so that there is nothing to verify."""
    return not AuditHead.objects.exists() and not AuditEvent.objects.exists()


def _verify_chain(service_id: uuid.UUID, anchor: dict[str, str | int] | None) -> tuple[Verdict | None, int]:
    previous, seq, anchored = GENESIS, 0, None
    for row in AuditEvent.objects.filter(service_id=service_id).order_by("seq").iterator(chunk_size=5000):
        seq += 1
        linked = row.seq == seq and row.previous_hash == previous and row.hash == link_hash(row)
        digest = digest_of(row.words) if row.words else ""
        if not linked or row.words_digest != digest:
            return Verdict(BROKEN, f"Broken at event {seq}.", service_id, seq), seq
        previous = row.hash
        if anchor and seq == anchor["seq"]:
            anchored = row.hash
    if anchor and anchored is None and int(anchor["seq"]) > 0:
        text = f"Shorter than expected: {seq} events, the anchor knows {anchor['seq']}."
        return Verdict(SHORTER, text, service_id, seq), seq
    if anchor and int(anchor["seq"]) > 0 and anchored != anchor["hash"]:
        return Verdict(ANCHOR_MISMATCH, f"Event {anchor['seq']} is not the one the anchor knows.", service_id), seq
    return _against_head(service_id, seq, previous), seq


def _against_head(service_id: uuid.UUID, seq: int, last: str) -> Verdict | None:
    """Whether the last event is the one that the head of its chain knows."""
    head = AuditHead.objects.filter(service_id=service_id).first()
    known = head.seq if head else 0
    if seq < known:
        return Verdict(SHORTER, f"Shorter than expected: {seq} events, the head knows {known}.", service_id, seq)
    if seq > known:
        text = f"Broken at event {known + 1}: the head knows {known} events, {seq} are here."
        return Verdict(BROKEN, text, service_id, known + 1)
    if head is not None and head.hash != last:
        return Verdict(BROKEN, f"Broken at event {seq}: it is not the one the head knows.", service_id, seq)
    return None
