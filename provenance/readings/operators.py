"""Binding operators to their operands: from the tags of a clause to the features frames ask for."""

from __future__ import annotations

from dataclasses import dataclass, field

from provenance.readings.clauses import CONDITION, EXCEPTION, INCLUSION, MAIN, Clause
from provenance.readings.tag import Tag, concepts_of
from provenance.vocabulary import ACTS

AI_ACTS = frozenset({"mine", "train-ai"})
_DUTY_OF = {
    "credit": "attribute",
    "linkback": "link-back",
    "unaltered": "unaltered",
    "sharealike": "share-alike",
    "notify": "notify",
}
#: What a "without" can take away, and the feature that this makes.
_WITHOUT = {
    "consent": "without-consent",
    "ask": "without-consent",
    "need": "without-consent",
    "credit": "without-credit",
    "source": "without-credit",
    "link": "without-credit",
    "linkback": "without-credit",
    "rewrite": "unaltered",
    "excerpt": "unaltered",
    "derive": "unaltered",
    "unaltered": "unaltered",
    "pay": "gratis",
    "gratis": "gratis",
    "cite": "without-credit",
    "reserve": "free",
    "rights": "free",
}
_NEGATABLE = ("may", "allow", "need", "forbid", "consent", "use", "link", "cite", "ask", "pay", *ACTS)
_RECIPIENTS = ("education", "nonprofit", "personal", "insider")


@dataclass(slots=True)
class Features:
    """What a clause says, operators bound. ``flags`` are what ``rules/grammar/frames.yaml`` names."""

    flags: set[str] = field(default_factory=set)
    acts: dict[str, Tag] = field(default_factory=dict)
    duties: dict[str, Tag] = field(default_factory=dict)
    purpose: list[str] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    excerpt_only: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the clause before said, for clauses that lean on it ("anything longer: ask first")."""

    acts: tuple[str, ...] = ()
    noncommercial: bool = False
    leave: bool = False


#: What gives a condition a content of its own, beside duties: whom, what for, what of it.
_TELLING = frozenset(
    {"personal", "noncommercial", "nonprofit", "education", "gratis", "whole", "part", "unaltered", "commercial"}
    | {"commercialize", "mention", "credit", "source", "linkback", "link", "notify", "sharealike", "cite", "within"}
)
#: So near stands a verb and what it is done to ("share a link").
_BESIDE = 6
NO_EARLIER = Earlier()


class Binder:
    """Turns one clause into :class:`Features`; one use, one clause."""

    def __init__(
        self,
        clause: Clause,
        earlier: Earlier,
        *,
        has_place: bool,
        has_moment: bool,
        has_count: bool,
        has_span: bool,
        has_delay: bool,
    ) -> None:
        self.clause, self.earlier = clause, earlier
        self.has_place, self.has_moment, self.has_count = has_place, has_moment, has_count
        self.has_span, self.has_delay = has_span, has_delay
        self.features = Features()
        self.bound: set[int] = set()

    def bind(self) -> Features:
        """The features of the clause."""
        for step in (
            self._without,
            self._exceptions,
            self._negations,
            self._acts,
            self._heads,
            self._preconditions,
            self._onlys,
            self._audiences,
            self._duties,
            self._times,
            self._leftovers,
        ):
            step()
        return self.features

    # -- small helpers

    def _main(self, *concepts: str) -> list[Tag]:
        return self.clause.having(*concepts, role=MAIN) + self.clause.having(*concepts, role=INCLUSION)

    def _any(self, *concepts: str) -> list[Tag]:
        return self.clause.having(*concepts)

    def _role(self, tag: Tag) -> str:
        return self.clause.roles[next(i for i, its in enumerate(self.clause.tags) if its is tag)]

    def _free(self, tags: list[Tag]) -> list[Tag]:
        return [tag for tag in tags if id(tag) not in self.bound]

    def _nearest(self, tag: Tag, candidates: list[Tag], *, prefer_after: bool = True) -> Tag | None:
        def distance(other: Tag) -> tuple[int, int]:
            after = other.start >= tag.end
            gap = other.start - tag.end if after else tag.start - other.end
            return gap + (0 if after or not prefer_after else 12), other.start

        return min((other for other in candidates if other is not tag), key=distance, default=None)

    # -- the steps, in order

    def _without(self) -> None:
        for tag in self._any("without"):
            own = [_WITHOUT[c] for c in tag.concepts if c in _WITHOUT]
            operand = tag
            if not own:
                found = self._nearest(tag, [t for t in self._any(*_WITHOUT) if self._could_lack(tag, t)])
                if found is None or (abs(found.start - tag.end) > 60 and abs(tag.start - found.end) > 60):
                    continue
                operand = found
                own = [_WITHOUT[c] for c in operand.concepts if c in _WITHOUT][:1]
            self.bound |= {id(tag), id(operand)}
            if "neg" in tag.concepts:
                self.features.flags.add("ban")  # "may not without permission", fused into one word
            for feature in own:
                if feature == "unaltered":
                    self.features.duties.setdefault("unaltered", operand)
                else:
                    self.features.flags.add(feature)

    @staticmethod
    def _could_lack(without: Tag, other: Tag) -> bool:
        """Whether "without" could take *other* away; an act that stands before it is what is banned."""
        concepts = set(other.concepts)
        if concepts & {"without", "may"}:
            return False
        return other.start >= without.end or not concepts & {"rewrite", "excerpt", "derive", "cite"}

    def _exceptions(self) -> None:
        excepted = [t for t, role in zip(self.clause.tags, self.clause.roles, strict=True) if role == EXCEPTION]
        concepts = {c for tag in excepted for c in tag.concepts}
        openers = [t for t in excepted if {"except", "except-before"} & set(t.concepts)]
        if not openers:
            return
        feature = next(
            (
                f
                for c, f in (
                    ("pay", "without-pay"),
                    ("consent", "without-consent"),
                    ("ask", "without-consent"),
                    ("commercial", "except-commercial"),
                    ("commercialize", "except-commercial"),
                    ("credit", "without-credit"),
                    ("source", "without-credit"),
                    ("linkback", "without-credit"),
                )
                if c in concepts
            ),
            None,
        )
        if feature:
            self.features.flags.add(feature)
            self.bound |= {id(tag) for tag in excepted}
        elif (
            concepts & {"personal", "education", "noncommercial", "nonprofit", "tdmlaw"}
            and "leave" not in self.features.flags
        ) or self._only_pictures(excepted):
            self.bound |= {id(tag) for tag in openers}

    @staticmethod
    def _only_pictures(excepted: list[Tag]) -> bool:
        """ "… except photos": pictures have rights of their own in any case."""
        concepts = {c for tag in excepted for c in tag.concepts} - {"except", "except-before", "filler", "and", "all"}
        return "image" in concepts and concepts <= {"image", "foreign", "by", "party"}

    def _negations(self) -> None:
        reported = self._main("past") and not self._main("may", "allow", "forbid", "must")
        for tag in self._free(self._main("neg")):
            if reported and len(tag.concepts) == 1:
                continue  # "was not edited by our staff" tells what happened; it bans nothing
            fused = [c for c in tag.concepts if c in _NEGATABLE]
            if fused:
                self._negated(fused[0], tag)
                continue
            target = self._nearest(tag, self._main(*_NEGATABLE), prefer_after=False)
            commercial = self._main("commercial", "commercialize")
            if self.earlier.leave and commercial and (target is None or "commercialize" in target.concepts):
                # "…, but not for commercial purposes": the acts are those of the clause before
                self.bound |= {id(tag), id(commercial[0])}
                self.features.acts["commercialize"] = commercial[0]
                self.features.flags.add("ban")
                continue
            if target is None:
                continue
            self.bound.add(id(tag))
            self._negated(next(c for c in _NEGATABLE if c in target.concepts), target)
        for tag in self._free(self.clause.having("neg", role=CONDITION)):
            target = self._nearest(
                tag,
                self.clause.having(
                    "rewrite",
                    "derive",
                    "excerpt",
                    "credit",
                    "source",
                    "linkback",
                    "consent",
                    "commercialize",
                    "commercial",
                    "cite",
                    role=CONDITION,
                ),
            )
            if target is None:
                continue
            self.bound.add(id(tag))
            self.bound.add(id(target))
            concepts = set(target.concepts)
            if concepts & {"rewrite", "derive", "excerpt"}:
                self.features.duties.setdefault("unaltered", target)
            elif concepts & {"credit", "source", "linkback", "cite"}:
                self.features.flags.add("without-credit")
            elif concepts & {"commercialize", "commercial"}:
                self.features.flags.add("except-commercial")
            else:
                self.features.flags.add("without-consent")

    def _negated(self, concept: str, target: Tag) -> None:
        flags = self.features.flags
        if concept in ("need", "pay", "ask"):
            flags.add("freed")
            self.bound.add(id(target))
            self.bound |= {id(t) for t in self._any("consent", "ask", "pay")}
        elif concept == "consent":
            if self._any("need"):
                flags.add("freed")
                self.bound |= {id(t) for t in self._any("need", "consent")}
            else:
                flags.add("ban")
                self.bound.add(id(target))
        elif concept == "forbid":
            flags.add("double-negative")
        else:
            flags.add("ban")

    def _acts(self) -> None:
        acts = self.features.acts
        for tag, role in zip(self.clause.tags, self.clause.roles, strict=True):
            if id(tag) in self.bound and "neg" not in tag.concepts and not {"without"} <= set(tag.concepts):
                if "consent" in tag.concepts or "rewrite" in tag.concepts or "excerpt" in tag.concepts:
                    continue
            if "without" in tag.concepts and not {"consent", "credit", "pay"} & set(tag.concepts):
                continue  # "without changing" does nothing to change
            for concept in tag.concepts:
                if concept in ACTS and (
                    role in (MAIN, INCLUSION) or (role == CONDITION and self._conditional_act(tag))
                ):
                    acts.setdefault(concept, tag)
        cites = self._any("cite")
        for tag in cites:
            if self._role(tag) != MAIN or (acts and self._any("must", "if", "if-before")):
                self.features.duties.setdefault("attribute", tag)
            else:
                acts.setdefault("excerpt", tag)
        self._uses()
        parts = self._main("part") or (self._any("part") if not self._main("use", *ACTS) else [])
        if parts and acts:
            acts.setdefault("excerpt", parts[0])

    def _conditional_act(self, tag: Tag) -> bool:
        """ "When reprinting, credit us": the act stands in the condition and nowhere else."""
        main_acts = list(self._main("use", *ACTS))
        return not main_acts and id(tag) not in self.bound

    def _uses(self) -> None:
        """A general "use" reads as publish, unless the clause names what use."""
        uses = self._main("use") or [t for t in self._any("use") if self._conditional_act(t)]
        acts = self.features.acts
        specific = set(acts) & (AI_ACTS | {"commercialize"})
        named_use = self._any("personal", "noncommercial")
        fused = self._main("noncommercial")  # "non-commercial use", read as one word
        if fused and not uses and not acts and self._main("may", "allow", "gratis"):
            acts["publish"] = fused[0]
        alike = specific == {"commercialize"} and set(acts) == specific and self._main("may", "allow", "gratis")
        if uses and alike and not self._main("neg", "forbid", "only"):
            specific = set()  # "free to use, commercially too"
            acts.setdefault("publish", uses[0])
        if uses and not specific and not (set(acts) - {"link"}) and not (named_use and not self._main("may", "allow")):
            if not (self._any("commercial") and not self._main("may", "allow")):
                acts.setdefault("publish", uses[0])

    def _heads(self) -> None:
        flags = self.features.flags
        forbids = self._main("forbid")
        if "double-negative" in flags and forbids:
            near = any(
                0 <= f.start - n.end <= 12 or 0 <= n.start - f.end <= 12 for n in self._main("neg") for f in forbids
            )
            if near and not self._main("may"):
                self.features.unread.append(forbids[0].text)
                return
        if forbids:
            flags.add("ban")
        leave = [tag for tag in self._main("may", "allow") if "neg" not in tag.concepts]
        if leave and "ban" not in flags:
            flags.add("leave")
        if (
            ("gratis" in flags or self._main("gratis"))
            and "ban" not in flags
            and self.features.acts
            and not self._main("pay", "need")
        ):
            flags.add("leave")
        if "freed" in flags and "ban" not in flags and self.features.acts:
            flags.add("leave")
        if "except-commercial" in flags and self.earlier.leave and not self.features.acts:
            flags.add("leave")  # "…, but companies are excepted": the leave is that of the clause before
        if self._main("publicdomain") and "ban" not in flags:
            flags.add("publicdomain")
        if self._any("reserve") and not self._any("some"):
            flags.add("reserve")
            if self._main("rights", "copyright", "all") and (
                self._main("all") or not self.features.acts or "reproduce" in self.features.acts
            ):
                flags.add("rights")
        if "without-consent" in flags and "ban" not in flags and "leave" not in flags and self.features.acts:
            flags.add("ban")  # "no head": "Reproduction without permission!"

    def _preconditions(self) -> None:
        flags, duties = self.features.flags, self.features.duties
        consents = self._free(self._any("consent")) + (
            self._free(self._any("ask")) if self._any("must", "need", "before", "only") else []
        )
        pays = self._free(self._any("pay"))
        if "freed" in flags:
            return
        if "without-consent" in flags and "leave" in flags:
            flags.add("freed")
            return
        if "without-pay" in flags or {"gratis", "ban"} <= flags:
            duties.setdefault("pay", next(iter(self._any("pay")), self.clause.tags[0]))
        if "without-consent" in flags:
            duties.setdefault("consent", next(iter(self._any("consent", "ask", "without")), self.clause.tags[0]))
        if consents and self._offers():
            self.bound |= {id(tag) for tag in consents}
            consents = []
        if consents and "reserve" not in flags:
            duties.setdefault("consent", consents[0])
            flags.add("precondition")
        if pays and "gratis" not in flags:
            duties.setdefault("pay", pays[0])
            flags.add("precondition")
        if "precondition" in flags:
            self._lean_on_earlier()

    def _offers(self) -> bool:
        """ "For permission to reprint, contact …" offers a licence; it says nothing of those without one."""
        return bool(self._any("ask")) and not self._any(
            "only", "need", "must", "without", "neg", "forbid", "before", "beyond", "except", "except-before", "if"
        )

    def _lean_on_earlier(self) -> None:
        """ "Anything longer needs consent": the acts are those of the clause before."""
        features = self.features
        if (
            features.acts
            and not (self._any("beyond") and set(features.acts) <= {"publish"} and not self._any("use"))
            and not self._any("beyond")
        ):
            return
        marker = next(iter(self._any("beyond", "commercial", "need", "consent", "pay")), self.clause.tags[0])
        if self._any("commercial"):
            return
        if self._any("beyond") or (self.earlier.leave and not features.acts):
            acts = [act for act in features.acts if act != "publish"]
            if self.earlier.noncommercial:
                acts = ["commercialize"]
            elif not acts:
                acts = (
                    [a for a in self.earlier.acts if a != "excerpt"]
                    if self._any("beyond") and not self._any("use")
                    else []
                )
            if self.earlier.leave or self._any("beyond"):
                features.acts = dict.fromkeys(acts or ["publish"], marker)

    def _onlys(self) -> None:
        flags = self.features.flags
        for tag in self._free(self._any("only")):
            others = [
                t
                for t in self._any(
                    "consent",
                    "ask",
                    "pay",
                    "personal",
                    "noncommercial",
                    "if",
                    "if-before",
                    "credit",
                    "link",
                    "linkback",
                    "education",
                    "nonprofit",
                    "whole",
                    "unaltered",
                    "sharealike",
                    "reserve",
                    "excerpt",
                )
                if t is not tag
            ]
            others += self._any("from", "before") if self.has_moment or self._any("consent", "ask") else []
            if any(c in tag.concepts for c in ("personal", "consent", "if", "if-before")) or others or self.has_place:
                self.bound.add(id(tag))
        only = bool(self._any("only")) or "reserve" in flags
        if self._any("only") and self._main("insider") and "ban" not in flags and not self._any("anyone", "media"):
            flags.add("insiders-only")
            self.bound |= {id(tag) for tag in self._any("only", "insider")}
        if self._any("personal") and (only or (self._any("beyond") and "ban" in flags) or self._any("outside")):
            flags.add("personal-only")
        acts = self.features.acts
        if "personal-only" in flags and set(acts) == {"publish"} and "use" in acts["publish"].concepts:
            flags.discard("leave")  # "only for personal use" lets nobody publish
        if self._any("noncommercial") and only:
            flags.add("noncommercial-only")
        if self.has_place and (self._any("only") or (self._any("outside") and "ban" in flags)):
            flags.add("territory-only")
        if self._any("only") and self._any("whole") and "leave" in flags:
            self.features.duties.setdefault("unaltered", self._any("whole")[0])
        if self._any("only") and self.has_moment and self._any("from"):
            flags.add("embargoed")

    def _audiences(self) -> None:
        features, flags = self.features, self.features.flags
        commercial = self._free(self._main("commercial"))
        if commercial and "leave" in flags and "ban" not in flags and "precondition" not in flags:
            features.acts.setdefault("commercialize", commercial[0])
        elif commercial and flags & {"ban", "precondition"}:
            kept = {a: t for a, t in features.acts.items() if a == "commercialize"}
            features.acts = kept or {"commercialize": commercial[0]}
        if self._any("noncommercial"):
            flags.add("noncommercial")
            features.purpose.append("noncommercial")
        if self._any("personal"):
            features.purpose.append("personal")
        self._recipients()
        if "leave" in flags and "excerpt" in features.acts and not self._any("part", "whole"):
            alone = set(features.acts) <= {"excerpt", "reproduce", "publish", "redistribute"}
            features.excerpt_only = alone and not self._coordinated()
        if "leave" in flags and self.has_count:
            features.excerpt_only = True

    def _recipients(self) -> None:
        """Whom and what for the clause is meant, where it is not meant for everybody."""
        features = self.features
        last = max((act.end for act in features.acts.values()), default=0)
        named = self._main("credit", "linkback", "source")
        until = min((tag.start for tag in named if tag.start > last), default=self.clause.end)
        special = self._main(*_RECIPIENTS)
        open_to = [
            tag
            for tag in self._any("anyone", "media")
            if tag.start < until
            and not any(0 <= tag.start - one.end <= 1 or 0 <= one.start - tag.end <= 1 for one in special)
        ]  # in "with credit to Gale Press" the press is nobody whom it is meant for; nor in "non-profit organisations"
        open_behind = any(tag.start > last for tag in open_to)
        after = concepts_of([tag for tag in special if features.acts and last < tag.start < until])
        if "education" in after and not features.purpose and not open_behind:
            features.purpose.append("education")  # "you may share it for educational purposes"
        if not open_to:
            features.recipient += [name for name in _RECIPIENTS if name in concepts_of(special)]
        elif not open_behind:
            features.recipient += [name for name in ("nonprofit", "insider") if name in after]
        if "education" in features.purpose and "education" in features.recipient:
            features.recipient.remove("education")

    def _coordinated(self) -> bool:
        """Whether an "and" joins excerpts with another act: "quoting and reprinting are free"."""
        excerpt = self.features.acts["excerpt"]
        others = [tag for act, tag in self.features.acts.items() if act != "excerpt" and tag is not excerpt]
        if "and" in excerpt.concepts and others:
            return True  # the joint is glued to the word (Korean 인용과)
        return any(
            min(excerpt.end, other.end) <= joint.start < max(excerpt.start, other.start)
            for joint in self._main("and")
            for other in others
        )

    def _duties(self) -> None:
        features = self.features
        duties = features.duties
        if "without-credit" in features.flags and "ban" in features.flags:
            return
        for concept, duty in _DUTY_OF.items():
            for tag in self._free(self._any(concept)):
                duties.setdefault(duty, tag)
        for tag in self._free(self._any("mention")):
            asked = self._any("must", "source") or (self.features.acts and self._any("if", "if-before"))
            if self._role(tag) == CONDITION or asked:
                duties.setdefault("attribute", tag)
        self._links()
        if self._any("must") and self._any("whole") and "leave" not in features.flags:
            duties.setdefault("unaltered", self._any("whole")[0])
        if self._any("must", "if", "if-before") or duties.keys() & {"attribute", "link-back"}:
            features.flags.add("asked-for")
        if duties.keys() - {"consent", "pay"}:
            features.flags.add("duties")

    def _links(self) -> None:
        """A link is a duty in a condition, beside a must or a credit; else linking is the act."""
        features = self.features
        links = self._free(self._any("link"))
        if not links:
            return
        main = [tag for tag in links if self._role(tag) == MAIN]
        if "leave" in features.flags and not self._any("must", "credit", "mention", "if", "if-before", "without"):
            self._only_links(main)
        if not main or self._any("must", "credit", "mention") or "attribute" in features.duties:
            features.duties.setdefault("link-back", links[0])
            features.acts.pop("link", None)
        elif features.flags & {"ban", "leave"}:
            features.acts.setdefault("link", links[0])

    def _only_links(self, links: list[Tag]) -> None:
        """ "Feel free to share a link": what may be passed on is the link, and not the text."""
        beside = {id(act) for link in links for act in self._main(*ACTS) if self._object_of(act, link)}
        acts = {act: tag for act, tag in self.features.acts.items() if id(tag) not in beside}
        if links and not acts:
            self.features.acts = {"link": links[0]}
            self.bound.add(id(links[0]))

    @staticmethod
    def _object_of(act: Tag, link: Tag) -> bool:
        return 0 <= link.start - act.end <= _BESIDE or 0 <= act.start - link.end <= _BESIDE

    def _times(self) -> None:
        flags = self.features.flags
        marked = self._any("embargo")
        if marked and (self.has_moment or self._main("embargo")):
            flags.add("embargoed")
        if self.has_moment and "ban" in flags and self._any("before", "until", "embargo"):
            flags.add("embargoed")

    def _leftovers(self) -> None:
        features = self.features
        if features.acts:
            features.flags.add("acts")
        for concept in ("neg", "only", "without", "except", "except-before", "forbid"):
            for tag in self._free(self._any(concept)):
                if self._fused_and_read(tag, concept):
                    continue
                if concept == "forbid" and "ban" in features.flags:
                    continue
                if concept == "neg" and "ban" in features.flags:
                    continue
                features.unread.append(tag.text)
        if "leave" in features.flags:
            features.unread += [tag.text for tag in self._boundless()]
        self._empty_conditions()

    def _boundless(self) -> list[Tag]:
        """Bounds whose measure nobody could read ("at most one a month"), and times to wait before the leave begins."""
        found: list[Tag] = []
        if not (self.has_count or self.has_moment or self.has_span or "excerpt" in self.features.acts):
            found = [tag for tag in self._free(self._any("atmost")) if set(tag.concepts) <= {"atmost", "filler"}]
        return found + (self._any("from") if self.has_delay else [])

    def _empty_conditions(self) -> None:
        """A condition or an exception that came to nothing is not understood: it must stay unread."""
        features = self.features
        if "leave" not in features.flags:
            return
        used = {id(tag) for tag in (*features.duties.values(), *features.acts.values())} | self.bound
        for role, openers in (
            (CONDITION, {"if", "if-before"}),
            (EXCEPTION, {"except", "except-before"}),
        ):
            inside = [tag for tag, its in zip(self.clause.tags, self.clause.roles, strict=True) if its == role]
            for tag in inside:
                if openers.isdisjoint(tag.concepts) or (len(tag.concepts) > 1 and id(tag) in used):
                    continue
                others = [other for other in inside if openers.isdisjoint(other.concepts)]
                told = any(id(other) in used or not _TELLING.isdisjoint(other.concepts) for other in others)
                if not (told or id(tag) in used - self.bound or self.has_moment or self.has_count or self.has_place):
                    features.unread.append(tag.text)

    def _fused_and_read(self, tag: Tag, concept: str) -> bool:
        return len(tag.concepts) > 1 and concept in ("without", "only", "neg") and bool(self.features.flags)
