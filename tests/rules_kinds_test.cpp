// SPDX-License-Identifier: Apache-2.0
// Kinds of application: who may apply where, what earlier data may be used for, how long things last. All expected days
// are counted by hand on a calendar.
#include <cstdlib>
#include <ctime>

#include "tests/rules_questions.hpp"

namespace enrolkit {
namespace {

bool says(const Explanation& answer, std::string_view text) { return answer.reason.find(text) != std::string::npos; }

TEST(PreRegistration, IsUsedForAnApplicationWithinAYear) {
  // Born 22 November 2014; captured at 11 years 364 days, applied for on the twelfth birthday.
  const RulesQuestion twelve = asked("2014-11-22", "2026-11-22");
  const RulesAnswer answer = answer_of(with(twelve, record_of("pre-registration", "2026-11-21")));
  EXPECT_EQ(decisions(answer), "reuse reuse reuse");
  EXPECT_FALSE(answer.presence->required);
  EXPECT_TRUE(answer.reuse->allowed);
  EXPECT_EQ(day_text(answer.reuse->until), "2027-11-21");
  EXPECT_EQ(day_text(answer.presence->changes_on), "2027-11-22");
  EXPECT_EQ(day_text(decision_on(answer, Sample::fingerprints).changes_on), "2027-11-22");
  EXPECT_EQ(decision_on(answer, Sample::fingerprints).changes_to, "required");
  EXPECT_EQ(standing_of(answer, "presence-from-6"), "none");
}

TEST(PreRegistration, OfATenYearOldServesNobodyOfTwelve) {
  const RulesAnswer answer =
      answer_of(with(asked("2014-11-22", "2026-11-22"), record_of("pre-registration", "2025-11-21")));
  EXPECT_EQ(decisions(answer), "required required required");
  EXPECT_TRUE(answer.presence->required);
  EXPECT_FALSE(answer.reuse->allowed);
  EXPECT_TRUE(says(*answer.reuse, "2026-11-21")) << answer.reuse->reason;  // the year is over,
  EXPECT_TRUE(says(*answer.reuse, "at 10 years and lacks what an application at 12 needs (fingerprints)"))
      << answer.reuse->reason;  // and the fingers are not there
  EXPECT_TRUE(answer.admissible) << "the child must come, that is all";
  // A day less than a year after the capture the child is still 11: no fingers are needed.
  const RulesAnswer eleven =
      answer_of(with(asked("2014-11-22", "2026-11-21"), record_of("pre-registration", "2025-11-21")));
  EXPECT_EQ(decisions(eleven), "reuse reuse not_taken");
  EXPECT_EQ(day_text(decision_on(eleven, Sample::fingerprints).changes_on), "2026-11-22");
  EXPECT_EQ(decision_on(eleven, Sample::fingerprints).changes_to, "required");
}

TEST(PreRegistration, LivesOneYearAndServesOnce) {
  const RulesQuestion adult = asked("1990-01-01", "2026-11-22");
  EXPECT_EQ(decisions(answer_of(with(adult, record_of("pre-registration", "2025-11-22")))), "reuse reuse reuse");
  EXPECT_EQ(decisions(answer_of(with(adult, record_of("pre-registration", "2025-11-21")))),
            "required required required");
  // Captured on 29 February: the year ends on the last day of February.
  const RetainedRecord leap = record_of("pre-registration", "2024-02-29");
  EXPECT_TRUE(may_reuse(belgian(), leap, asked("1990-01-01", "2025-02-28"))->allowed);
  EXPECT_FALSE(may_reuse(belgian(), leap, asked("1990-01-01", "2025-03-01"))->allowed);
  RetainedRecord used = record_of("pre-registration", "2026-06-01");
  used.used_on = day_of("2026-08-01");
  const RulesAnswer second = answer_of(with(adult, used));
  EXPECT_FALSE(second.reuse->allowed);
  EXPECT_TRUE(says(*second.reuse, "used on 2026-08-01")) << second.reuse->reason;
  RetainedRecord destroyed = record_of("pre-registration", "2026-06-01");
  destroyed.destroyed_on = day_of("2026-08-01");
  EXPECT_TRUE(says(*answer_of(with(adult, destroyed)).reuse, "destroyed on 2026-08-01"));
}

TEST(PreRegistration, TakesOnlyWhatTheAgeOfTheApplicationAsks) {
  // Captured at 5 (photo and signature), applied for at 5: no signature under 6.
  EXPECT_EQ(decisions(answer_of(with(asked("2021-03-10", "2026-11-22"), record_of("pre-registration", "2026-06-01")))),
            "reuse not_taken not_taken");
  EXPECT_EQ(decisions(answer_of(with(asked("2021-03-10", "2027-03-10"), record_of("pre-registration", "2026-06-01")))),
            "reuse reuse not_taken");
  // At 4 nothing could be captured, so there is nothing to use.
  const RulesAnswer four =
      answer_of(with(asked("2021-11-22", "2026-11-22"), record_of("pre-registration", "2026-11-21")));
  EXPECT_FALSE(four.reuse->allowed);
}

TEST(PreRegistration, NeedsFiveYearsRegistrationAndAPostAbroad) {
  const RulesAnswer four = answer_of(asked("2021-11-23", "2026-11-22", "pre-registration"));
  EXPECT_FALSE(four.admissible);
  EXPECT_EQ(day_text(four.admissible_changes_on), "2026-11-23");
  EXPECT_EQ(day_text(demand_on(four, "pre-registration-who").changes_on), "2026-11-23");
  const RulesQuestion five = asked("2021-11-22", "2026-11-22", "pre-registration");
  EXPECT_TRUE(answer_of(five).admissible);
  EXPECT_FALSE(answer_of(five).expiry);
  EXPECT_FALSE(answer_of(five).makes_document);
  EXPECT_EQ(answer_of(five).fee->cents, 0);
  EXPECT_FALSE(answer_of(with(five, "registered", "no")).admissible);
  EXPECT_TRUE(answer_of(with(five, "registered", "temporary")).admissible);
  for (const char* place : {"belgium", "last-commune", "commune-of-birth", "any-commune"}) {
    EXPECT_EQ(standing_of(answer_of(with(five, "where", place)), "pre-registration-abroad"), "refused") << place;
  }
  for (const char* place : {"post-of-registration", "other-post", "mobile-kit"}) {
    EXPECT_TRUE(answer_of(with(five, "where", place)).admissible) << place;
  }
  const RulesAnswer honorary = answer_of(with(five, "where", "honorary-consulate"));
  EXPECT_EQ(standing_of(honorary, "honorary-consulate"), "refused");
}

TEST(PreRegistration, FingersBeginAtElevenAndAreToldToChange) {
  const RulesAnswer ten = answer_of(asked("2015-11-23", "2026-11-22", "pre-registration"));
  EXPECT_EQ(decisions(ten), "required required not_taken");
  EXPECT_EQ(day_text(decision_on(ten, Sample::fingerprints).changes_on), "2026-11-23");
}

TEST(Duplicate, UsesWhatIsRetainedAndKeepsTheExpiryDate) {
  RetainedRecord original = record_of("ordinary", "2024-03-05", true);
  original.expiry = day_of("2031-03-20");
  const RulesQuestion question =
      with(with(asked("1990-01-01", "2026-11-22", "duplicate"), original), "duplicate_reason", "theft");
  const RulesAnswer answer = answer_of(question);
  EXPECT_TRUE(answer.admissible);
  EXPECT_EQ(decisions(answer), "reuse reuse reuse");
  EXPECT_EQ(day_text(answer.expiry), "2031-03-20");
  EXPECT_EQ(answer.fee->cents, 7900);
  EXPECT_EQ(day_text(answer.admissible_changes_on), "2031-03-06");  // seven years after the application
  EXPECT_EQ(answer_of(with(question, "duplicate_reason", "production-error")).fee->cents, 0);
  EXPECT_EQ(format_date(answer.retain_until), "2027-02-22");
  const RulesQuestion child =
      with(with(asked("2012-01-01", "2026-11-22", "duplicate"), original), "duplicate_reason", "loss");
  EXPECT_EQ(answer_of(child).fee->cents, 3500);
  EXPECT_EQ(day_text(answer_of(child).fee->changes_on), "2030-01-01");
}

TEST(Duplicate, AfterTheRetentionEndedIsRefused) {
  const auto allowed = [](const char* applied, const char* on, bool keep) {
    return may_reuse(belgian(), record_of("ordinary", applied, keep), asked("1990-01-01", on, "duplicate"))->allowed;
  };
  EXPECT_TRUE(allowed("2026-11-30", "2027-02-28", false));  // three months from 30 November
  EXPECT_FALSE(allowed("2026-11-30", "2027-03-01", false));
  EXPECT_TRUE(allowed("2023-11-30", "2024-02-29", false));  // in a leap year
  EXPECT_FALSE(allowed("2023-11-30", "2024-03-01", false));
  EXPECT_TRUE(allowed("2024-02-29", "2031-02-28", true));
  EXPECT_FALSE(allowed("2024-02-29", "2031-03-01", true));
  const RulesAnswer late =
      answer_of(with(asked("1990-01-01", "2026-06-01", "duplicate"), record_of("ordinary", "2026-01-10")));
  EXPECT_FALSE(late.admissible);
  EXPECT_EQ(decisions(late), "not_taken not_taken not_taken");
  EXPECT_TRUE(says(*late.reuse, "until 2026-04-10")) << late.reuse->reason;
  EXPECT_TRUE(says(*late.reuse, "until 2033-01-10")) << late.reuse->reason;  // had it been asked
}

TEST(Duplicate, OfAChildsPassportCapturesNoFingers) {
  // The original was made at 11, the duplicate is asked at 12.
  const RulesAnswer answer =
      answer_of(with(asked("2014-11-22", "2026-12-01", "duplicate"), record_of("ordinary", "2026-11-01", true)));
  EXPECT_EQ(decisions(answer), "reuse reuse not_taken");
  EXPECT_EQ(day_text(answer.expiry), "2031-11-01");  // reckoned: five years from the original application
  RetainedRecord expired = record_of("ordinary", "2021-11-01", true);
  expired.expiry = day_of("2026-11-30");
  const RulesAnswer late = answer_of(with(asked("2014-11-22", "2026-12-01", "duplicate"), expired));
  EXPECT_EQ(standing_of(late, "duplicate-not-expired"), "refused");
}

TEST(Renewal, NeverReusesRetainedData) {
  for (const bool keep : {false, true}) {
    const RulesAnswer answer =
        answer_of(with(asked("1990-01-01", "2026-11-22"), record_of("ordinary", "2026-10-22", keep)));
    EXPECT_FALSE(answer.reuse->allowed);
    EXPECT_EQ(answer.reuse->rule, "no-reuse");
    EXPECT_EQ(decisions(answer), "required required required");
    EXPECT_TRUE(answer.admissible);
  }
}

TEST(Retention, EndsOnTheSameNumberedDayOrTheLastOfTheMonth) {
  const auto until = [](const char* kind, const char* applied, bool keep) {
    return format_date(retention_of(belgian(), kind, day_of(applied), keep)->until);
  };
  EXPECT_EQ(until("ordinary", "2026-11-22", false), "2027-02-22");
  EXPECT_EQ(until("ordinary", "2026-11-30", false), "2027-02-28");
  EXPECT_EQ(until("ordinary", "2027-11-30", false), "2028-02-29");
  EXPECT_EQ(until("ordinary", "2026-08-31", false), "2026-11-30");
  EXPECT_EQ(until("ordinary", "2027-01-31", false), "2027-04-30");
  EXPECT_EQ(until("ordinary", "2026-11-22", true), "2033-11-22");
  EXPECT_EQ(until("ordinary", "2028-02-29", true), "2035-02-28");
  EXPECT_EQ(until("pre-registration", "2026-11-22", true), "2027-11-22");  // no request makes it longer
  EXPECT_EQ(until("duplicate", "2026-11-22", true), "2027-02-22");
}

TEST(Retention, TellsWhenToDestroyAndForWhatItIsKept) {
  const Retention kept = *retention_of(belgian(), "ordinary", day_of("2026-11-22"), true);
  EXPECT_EQ(format_date(kept.destroy_from), "2033-11-23");
  EXPECT_EQ(kept.rule, "retention-7-years");
  ASSERT_EQ(kept.spans.size(), 2U);
  EXPECT_EQ(format_date(kept.spans[0].until), "2027-02-22");
  EXPECT_EQ(kept.spans[1].uses, std::vector<std::string>{"duplicate"});
  const Retention used =
      *retention_of(belgian(), "pre-registration", day_of("2026-11-22"), false, day_of("2026-12-24"));
  EXPECT_EQ(format_date(used.destroy_from), "2026-12-24");
  EXPECT_FALSE(retention_of(belgian(), "diplomatic", day_of("2026-11-22"), false));
  EXPECT_FALSE(retention_of(belgian(), "ordinary", day_of("2026-11-22"), false, day_of("2026-11-21")));
}

TEST(Fingers, ImpossibleForATimeOrForEver) {
  const RulesQuestion adult = asked("1990-01-01", "2026-11-30");
  const RulesAnswer temporary = answer_of(with(adult, "fingers_impossible", "temporary"));
  EXPECT_EQ(decisions(temporary), "required required exempt");
  EXPECT_EQ(day_text(temporary.expiry), "2027-11-30");
  EXPECT_TRUE(temporary.validity->at_most);
  EXPECT_EQ(temporary.validity->rule, "fingerprints-temporary");
  const RulesAnswer permanent = answer_of(with(adult, "fingers_impossible", "permanent"));
  EXPECT_EQ(decisions(permanent), "required required exempt");
  EXPECT_EQ(day_text(permanent.expiry), "2033-11-30");
  // Under 12 no finger is asked, so nothing becomes shorter; from the birthday on it would.
  const RulesAnswer child = answer_of(with(asked("2015-03-10", "2026-11-30"), "fingers_impossible", "temporary"));
  EXPECT_EQ(decisions(child), "required required not_taken");
  EXPECT_EQ(day_text(child.expiry), "2031-11-30");
  EXPECT_EQ(day_text(child.validity->changes_on), "2027-03-10");
}

TEST(Where, ElsewhereThePostOfRegistrationApproves) {
  const RulesQuestion adult = asked("1990-01-01", "2026-11-22");
  EXPECT_EQ(standing_of(answer_of(with(adult, "where", "post-of-registration")), "approval"), "none");
  for (const char* place : {"other-post", "belgium", "last-commune"}) {
    const RulesQuestion there = with(adult, "where", place);
    EXPECT_EQ(standing_of(answer_of(there), "approval"), "open") << place;
    EXPECT_EQ(standing_of(answer_of(with(there, "approved", "no")), "approval"), "refused") << place;
    EXPECT_EQ(standing_of(answer_of(with(there, "approved", "yes")), "approval"), "met") << place;
    EXPECT_EQ(answer_of(there).term->runs_from, "approval") << place;
  }
  const RulesQuestion birth = with(with(adult, "where", "commune-of-birth"), "born_in_belgium", "yes");
  EXPECT_EQ(standing_of(answer_of(with(birth, "resided_in_belgium", "no")), "commune-of-birth"), "met");
  EXPECT_EQ(standing_of(answer_of(with(birth, "resided_in_belgium", "yes")), "commune-of-birth"), "refused");
  const RulesQuestion any = with(with(adult, "where", "any-commune"), "resided_in_belgium", "no");
  EXPECT_EQ(standing_of(answer_of(with(any, "born_in_belgium", "yes")), "any-commune"), "refused");
  EXPECT_EQ(standing_of(answer_of(with(any, "born_in_belgium", "no")), "any-commune"), "met");
  EXPECT_EQ(answer_of(with(adult, "post", "Oslo")).term->working_days, 7);
  EXPECT_EQ(answer_of(with(adult, "post", "Lima")).term->working_days, 10);
}

TEST(Where, AnHonoraryConsulateTakesNothing) {
  EXPECT_FALSE(answer_of(with(asked("1990-01-01", "2026-11-22"), "where", "honorary-consulate")).admissible);
  // A child under 6 sends a print, and who is pre-registered sends the form.
  EXPECT_TRUE(answer_of(with(asked("2022-01-01", "2026-11-22"), "where", "honorary-consulate")).admissible);
  EXPECT_TRUE(answer_of(with(with(asked("1990-01-01", "2026-11-22"), "where", "honorary-consulate"),
                             record_of("pre-registration", "2026-06-01")))
                  .admissible);
}

TEST(Registration, DecidesBetweenOrdinaryAndProvisional) {
  const RulesQuestion ordinary = asked("1990-01-01", "2026-11-22");
  EXPECT_TRUE(answer_of(with(ordinary, "registered", "temporary")).admissible);
  EXPECT_FALSE(answer_of(with(ordinary, "registered", "no")).admissible);
  const RulesQuestion provisional = asked("1990-01-01", "2026-11-22", "provisional");
  const RulesAnswer unregistered = answer_of(with(provisional, "registered", "no"));
  EXPECT_TRUE(unregistered.admissible);
  EXPECT_EQ(decisions(unregistered), "required required not_taken");
  EXPECT_EQ(day_text(unregistered.expiry), "2027-11-22");
  EXPECT_TRUE(unregistered.validity->at_most);
  const RulesQuestion registered = with(provisional, "registered", "permanent");
  EXPECT_EQ(standing_of(answer_of(registered), "provisional-who"), "open");
  EXPECT_EQ(standing_of(answer_of(with(registered, "urgent", "no")), "provisional-who"), "refused");
  EXPECT_TRUE(answer_of(with(registered, "urgent", "yes")).admissible);
}

TEST(PhotoOrigin, PostedUnderSixScannedWithAReason) {
  const RulesQuestion child = with(asked("2022-01-01", "2026-11-22"), "photo_origin", "posted");
  EXPECT_FALSE(answer_of(child).presence->required);
  const RulesAnswer fresh = answer_of(with(child, "photo_taken_on", "2026-10-22"));
  EXPECT_EQ(standing_of(fresh, "photo-one-month"), "met");
  EXPECT_EQ(day_text(demand_on(fresh, "photo-one-month").changes_on), "2026-11-23");
  EXPECT_EQ(standing_of(answer_of(with(child, "photo_taken_on", "2026-10-21")), "photo-one-month"), "refused");
  const RulesAnswer tomorrow = answer_of(with(child, "photo_taken_on", "2026-11-23"));
  EXPECT_EQ(standing_of(tomorrow, "photo-one-month"), "refused");
  EXPECT_TRUE(says(demand_on(tomorrow, "photo-one-month"), "2026-11-23"));
  // 31 January and one month: 28 February.
  const RulesQuestion february =
      with(with(asked("2022-01-01", "2027-02-28"), "photo_origin", "posted"), "photo_taken_on", "2027-01-31");
  EXPECT_EQ(standing_of(answer_of(february), "photo-one-month"), "met");
  EXPECT_EQ(day_text(demand_on(answer_of(february), "photo-one-month").changes_on), "2027-03-01");
  EXPECT_EQ(standing_of(answer_of(with(child, "photo_prints", "1")), "photo-two-prints"), "refused");
  EXPECT_EQ(standing_of(answer_of(with(child, "photo_prints", "2")), "photo-two-prints"), "met");
  EXPECT_EQ(standing_of(answer_of(with(child, "photo_colour", "no")), "photo-colour"), "refused");
  EXPECT_EQ(standing_of(answer_of(with(child, "photo_stapled", "yes")), "photo-no-staples"), "refused");

  const RulesQuestion six = asked("2020-11-22", "2026-11-22");
  EXPECT_EQ(standing_of(answer_of(with(six, "photo_origin", "posted")), "photo-from-6"), "refused");
  EXPECT_TRUE(answer_of(with(six, "photo_origin", "live")).admissible);
  const RulesQuestion scanned = with(six, "photo_origin", "scanned");
  EXPECT_EQ(standing_of(answer_of(scanned), "photo-scan-reason"), "open");
  EXPECT_EQ(standing_of(answer_of(with(scanned, "photo_scan_reason", "camera broken")), "photo-scan-reason"), "met");
}

TEST(Fees, HoldFromADayOn) {
  RetainedRecord original = record_of("ordinary", "2025-12-01");
  const RulesQuestion before =
      with(with(asked("1990-01-01", "2025-12-31", "duplicate"), original), "duplicate_reason", "loss");
  EXPECT_FALSE(answer_of(before).fee);
  RulesQuestion after = before;
  after.on = day_of("2026-01-01");
  EXPECT_EQ(answer_of(after).fee->cents, 7900);
}

TEST(Questions, ThatCannotBeAskedAreErrors) {
  const RulesQuestion adult = asked("1990-01-01", "2026-11-22");
  EXPECT_NE(refusal_of(with(adult, "registred", "no")).find("does not ask 'registred'"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, "registered", "maybe")).find("permanent, temporary, no"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, "photo_taken_on", "2026-02-30")).find("no day 2026-02-30"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, "photo_prints", "two")).find("no number"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, record_of("pre-registration", "2026-11-23"))).find("lies after"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, record_of("ordinary", "1989-12-31"))).find("before the birth"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, record_of("visa", "2026-01-01"))).find("'visa'"), std::string::npos);
  EXPECT_NE(refusal_of(asked("2026-11-23", "2026-11-22")).find("after the application date"), std::string::npos);
  EXPECT_NE(refusal_of(asked("1900-11-22", "2026-11-22")).find("126 years"), std::string::npos);
  EXPECT_NE(refusal_of(RulesQuestion{}).find("are needed"), std::string::npos);
  EXPECT_NE(refusal_of(with(adult, RetainedRecord{})).find("is missing"), std::string::npos);
}

// Days are days: where the clock stands, and whether it was put forward that night, changes nothing.
TEST(TimeZones, ChangeNoAnswer) {
  const auto text = [] {
    std::string all;
    // The nights of the change to and from summer time, and a day that Samoa left out (30 December 2011).
    for (const char* on : {"2026-03-29", "2026-10-25", "2026-11-01", "2011-12-30", "2011-12-31"}) {
      for (const char* birth : {"1999-12-30", "1999-03-29", "1999-10-25"}) {
        const RulesAnswer answer = answer_of(asked(birth, on));
        all += decisions(answer) + " " + std::to_string(answer.age) + " " + format_date(answer.retain_until) + " " +
               day_text(answer.validity->changes_on) + "\n";
      }
    }
    return all;
  };
  const char* before = std::getenv("TZ");
  const std::string kept = before != nullptr ? before : "";
  const std::string here = text();
  for (const char* zone :
       {"Pacific/Apia", "Pacific/Kiritimati", "America/New_York", "Europe/Brussels", "Asia/Almaty"}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    EXPECT_EQ(text(), here) << zone;
  }
  kept.empty() ? ::unsetenv("TZ") : ::setenv("TZ", kept.c_str(), 1);
  ::tzset();
}

TEST(LeapDay, IsToldWithItsReason) {
  const RulesAnswer answer = answer_of(asked("2012-02-29", "2024-02-28"));
  ASSERT_TRUE(answer.birthday);
  EXPECT_TRUE(says(*answer.birthday, "1 March"));
  EXPECT_FALSE(answer.birthday->verified);
  EXPECT_FALSE(answer_of(asked("2012-02-28", "2024-02-28")).birthday);
  // Another country's policy counts 28 February, and needs no code for it.
  const Policy other = builtin_policy("eu-passport-2252").value();
  EXPECT_EQ(age_on(belgian(), day_of("2012-02-29"), day_of("2018-02-28")), 5);
  EXPECT_EQ(age_on(other, day_of("2012-02-29"), day_of("2018-02-28")), 6);
  EXPECT_EQ(format_date(birthday(other, day_of("2012-02-29"), 12)), "2024-02-29");
}

TEST(AnotherPolicy, AnswersByItsOwnRules) {
  const Policy other = builtin_policy("eu-passport-2252").value();
  RulesQuestion question = asked("1990-01-01", "2026-11-22");
  question.inputs["fingers_impossible"] = "temporary";
  const RulesAnswer answer = apply_rules(other, question).value();
  EXPECT_EQ(decisions(answer), "required required exempt");
  EXPECT_EQ(day_text(answer.expiry), "2027-11-22");
  EXPECT_EQ(format_date(answer.retain_until), "2027-02-20");  // 90 days: 8 of November, 31, 31, 20
  question.application = "temporary";
  EXPECT_EQ(decisions(apply_rules(other, question).value()), "required required not_taken");
  question.application = "duplicate";
  EXPECT_NE(apply_rules(other, question).error().message.find("ordinary, temporary"), std::string::npos);
}

}  // namespace
}  // namespace enrolkit
