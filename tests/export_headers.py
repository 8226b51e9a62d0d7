"""The headers of every exported table, word for word: other people's files depend on them."""

HEADERS = {
    "states": """
        code url kind name_en name_ja name_hi capital_en capital_ja capital_hi other_names
        tile_row tile_column valid_from valid_from_precision valid_from_text valid_to
        valid_to_precision valid_to_text made_from_codes source_text updated_at version
    """,
    "prefectures": """
        code url kind name_en name_ja name_hi capital_en capital_ja capital_hi other_names
        tile_row tile_column valid_from valid_from_precision valid_from_text valid_to
        valid_to_precision valid_to_text made_from_codes source_text updated_at version
    """,
    "initiatives": """
        slug url name name_ja name_hi other_names kind parent_slug parent launched
        launched_precision launched_text launched_at hedge declared_size member_codes members
        summary summary_en summary_ja summary_hi possibly_same_as_slug possibly_same_remark
        sector_slugs sectors language visibility public_from office source_slugs source_count
        best_source_level updated_at version
    """,
    "initiatives.parties": """
        slug url is_first name kind declared_size party_code party party_kind party_country
        party_region_code role is_declared_member standing joined joined_precision joined_text
        left left_precision left_text remark
    """,
    "partnerships": """
        slug url title title_en title_ja title_hi kind kind_as_stated standing standing_from
        standing_from_precision standing_from_text standing_until standing_until_precision
        standing_until_text standing_remark begun begun_precision begun_text india_codes
        india_parties japan_codes japan_parties origin summary summary_en summary_ja summary_hi
        sector_slugs sectors initiative_slugs initiatives checked_on light last_contact language
        visibility public_from office source_slugs source_count best_source_level updated_at
        version
    """,
    "partnerships.parties": """
        slug url is_first title kind standing begun begun_precision begun_text side party_code
        party party_kind party_country party_region_code
    """,
    "agreements": """
        ref url title title_en title_ja title_hi title_signed_en title_signed_ja title_signed_hi
        kind kind_as_stated stage partnership_slug partnership signed signed_precision
        signed_text place ends ends_precision ends_text is_open_ended supersedes_ref
        signatory_codes signatories party_codes parties declared_parties declared_parties_text
        signed_by_heads single_topic assembly_approved summary summary_en summary_ja summary_hi
        sector_slugs sectors initiative_slugs initiatives delegation_refs event_refs language
        visibility public_from office source_slugs source_count best_source_level updated_at
        version
    """,
    "agreements.parties": """
        ref url is_first title kind stage agreement_signed agreement_signed_precision
        agreement_signed_text signatory_code signatory signatory_kind signatory_country
        signatory_region_code on_behalf_of_code on_behalf_of person_slug person name_as_printed
        person_title signed signed_precision signed_text
    """,
    "delegations": """
        ref url title title_en title_ja title_hi direction status start start_precision
        start_text end end_precision end_text date_remark headcount headcount_basis
        headcount_text declared_parties declared_parties_text lead_codes lead_names sender_codes
        sender_names participant_codes participant_names host_codes host_names observer_codes
        observer_names people purpose summary_en summary_ja summary_hi outcome sector_slugs
        sectors initiative_slugs initiatives partnership_slugs partnerships partnerships_chosen
        parent_ref answers_ref language visibility public_from office source_slugs source_count
        best_source_level updated_at version
    """,
    "delegations.parties": """
        ref url is_first title direction status start start_precision start_text end
        end_precision end_text party_code party party_kind party_country party_region_code role
        reply reply_by headcount headcount_basis headcount_text remark
    """,
    "delegations.stops": """
        ref url is_first title direction status start start_precision start_text end
        end_precision end_text order date date_precision date_text place country region_code
        region host_code host stop_purpose
    """,
    "delegations.people": """
        ref url is_first title direction status start start_precision start_text end
        end_precision end_text person_slug person name_as_printed person_title organisation_code
        organisation leads order
    """,
    "events": """
        ref url title title_en title_ja title_hi kind kind_as_stated stage start start_precision
        start_text end end_precision end_text date_remark start_time end_time time_zone place
        country region_code region headcount headcount_basis headcount_text declared_parties
        declared_parties_text lead_codes lead_names sender_codes sender_names participant_codes
        participant_names host_codes host_names observer_codes observer_names people purpose
        summary_en summary_ja summary_hi outcome sector_slugs sectors initiative_slugs
        initiatives partnership_slugs partnerships partnerships_chosen delegation_refs language
        visibility public_from office source_slugs source_count best_source_level updated_at
        version
    """,
    "events.parties": """
        ref url is_first title kind stage start start_precision start_text end end_precision
        end_text party_code party party_kind party_country party_region_code role reply reply_by
        headcount headcount_basis headcount_text remark
    """,
    "events.people": """
        ref url is_first title kind stage start start_precision start_text end end_precision
        end_text person_slug person name_as_printed person_title organisation_code organisation
        leads order
    """,
    "programmes": """
        ref url title title_en title_ja title_hi kind kind_as_stated direction stage start
        start_precision start_text end end_precision end_text period_text party_codes parties
        party_roles summary summary_en summary_ja summary_hi sector_slugs sectors
        initiative_slugs initiatives partnership_slugs partnerships agreement_refs language
        visibility public_from office source_slugs source_count best_source_level updated_at
        version
    """,
    "programmes.parties": """
        ref url is_first title kind direction stage party_code party party_kind party_country
        party_region_code role remark
    """,
    "programmes.cohorts": """
        ref url is_first title kind direction stage start start_precision start_text end
        end_precision end_text period_text planned planned_basis planned_text actual
        actual_basis actual_text remark
    """,
    "pledges": """
        ref url text state made_by_code made_by made_to_code made_to delegation_ref event_ref
        agreement_ref made made_precision made_text due due_precision due_text slip_count
        responsible_office quote quote_language evidence dropped_because last_review_on
        last_review_found last_review_remark language visibility public_from office source_slugs
        source_count best_source_level updated_at version
    """,
    "pledges.due_changes": """
        ref url is_first text state old_due old_due_precision old_due_text new_due
        new_due_precision new_due_text is_slip reason changed_on
    """,
    "targets": """
        ref url title title_en title_ja title_hi value value_basis value_text unit hedge start
        start_precision start_text end end_precision end_text period_text counting_rule
        initiative_slug initiative partnership_slug partnership region_code region sector_slugs
        sectors language visibility public_from office source_slugs source_count
        best_source_level updated_at version
    """,
    "organisations": """
        slug url code name name_ja name_hi other_names kind country region_code region
        parent_slug parent website remark language visibility public_from office source_slugs
        source_count best_source_level updated_at version
    """,
    "people": """
        slug url name name_local other_names posts remark language visibility public_from office
        source_slugs source_count best_source_level updated_at version
    """,
    "people.posts": """
        slug url is_first name name_local post organisation_code organisation held_from
        held_from_precision held_from_text held_until held_until_precision held_until_text
        seen_on seen_on_precision seen_on_text
    """,
    "sources": """
        slug url title publisher address file_name published published_precision published_text
        level source_language remark use_count language visibility public_from office source_slugs
        source_count best_source_level updated_at version
    """,
}
