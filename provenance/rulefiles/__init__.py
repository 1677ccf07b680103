"""Rule files: YAML with positions, one schema a kind, all compiled to plain data."""

from __future__ import annotations

#: What a rule file may be -> ``module:model`` of its schema (``provenance rules schema KIND``).
SCHEMAS: dict[str, str] = {
    "lexicon": "provenance.rulefiles.lexicon:Lexicon",
    "examples": "provenance.rulefiles.lexicon:Examples",
    "concepts": "provenance.rulefiles.grammar:Concepts",
    "frames": "provenance.rulefiles.grammar:Frames",
    "agency": "provenance.rulefiles.agencies:Agency",
    "policy": "provenance.rulefiles.policies:PolicyFile",
    "use": "provenance.rulefiles.uses:UseFile",
    "picture-libraries": "provenance.rulefiles.names:PictureLibraries",
    "places": "provenance.rulefiles.pages:PlacesFile",
    "chain": "provenance.rulefiles.chain:ChainFile",
    "disclosures": "provenance.rulefiles.chain:DisclosuresFile",
    "baseline": "provenance.outcome.baseline_file:BaselineFile",
    "legal-forms": "provenance.rulefiles.names:LegalForms",
    "provenance-toml": "provenance.config.schema:Configuration",
    "waivers": "provenance.config.waivers:WaiverFile",
    "agreements": "provenance.config.agreement_file:AgreementsFile",
}
