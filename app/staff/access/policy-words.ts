import { capabilities, capabilityNames, type Capability } from "@/lib/access/capabilities";
import { pairs, type Policy } from "@/lib/access/policy";
import { hoursWords, listWords } from "@/lib/people/words";

const wordsOf = (names: readonly Capability[]): string => listWords(names.map((name) => capabilities[name].words), "or");
const named = <T>(record: Partial<Record<string, T>>): [Capability, T][] => capabilityNames.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]] as [Capability, T]]));

/** The rules of access as sentences, each under what it is about. */
export function policySentences(policy: Policy): { about: string; says: string[] }[] {
  const { emergency } = policy;
  return [
    { about: "A second person", says: [policy.secondPerson.length > 0 ? `Two people have to agree before somebody may ${wordsOf(policy.secondPerson)}.` : "No permission needs a second person."] },
    { about: "A fresh code", says: named(policy.recentMinutes).map(([name, minutes]) => `Who wants to ${capabilities[name].words} must have typed a code within ${minutes} minutes.`) },
    { about: "Training", says: [...named(policy.training).map(([name, course]) => `To ${capabilities[name].words}, the training “${course}” must be in force.`), `Trainings that are recorded: ${policy.courses.length > 0 ? listWords(policy.courses.map((course) => `“${course}”`)) : "none"}.`] },
    { about: "Kept in different hands", says: policy.apart.length > 0 ? policy.apart.map((pair) => `${pairs[pair].words}.`) : ["Nothing is kept apart."] },
    { about: "Former members", says: [policy.coolingDays > 0 ? `Who belonged to a partner keeps away from its cases for ${policy.coolingDays} days after.` : "Who belonged to a partner may act on its cases at once."] },
    { about: "Emergencies", says: [emergency.capabilities.length > 0 ? `Taken at once for ${hoursWords(emergency.hours)} may be: to ${wordsOf(emergency.capabilities)}. A different person ratifies it within ${hoursWords(emergency.ratifyHours)}, or it lapses.` : "Nothing may be taken in an emergency."] },
    { about: "What the law keeps", says: [`Who decided for the city stays known for ${policy.keep.cityYears} years after their last decision; who sent an application, for ${policy.keep.partnerYears} years. Before that the portal does not forget them.`] },
    { about: "Askings", says: [`What is asked for and not answered is over after ${policy.requestDays === 1 ? "a day" : `${policy.requestDays} days`}.`] },
  ].map((part) => ({ ...part, says: part.says.length > 0 ? part.says : ["Nothing is asked for."] }));
}

/** What the rules of access ask of one capability, to stand on its page. */
export function asksWords(policy: Policy, name: Capability): string[] {
  const [minutes, course] = [(policy.recentMinutes as Record<string, number | undefined>)[name], (policy.training as Record<string, string | undefined>)[name]];
  return [
    ...((policy.secondPerson as string[]).includes(name) ? ["Two people have to agree before it is given."] : []),
    ...(minutes ? [`To use it one must have typed a code within ${minutes} minutes.`] : []),
    ...(course ? [`To use it the training “${course}” must be in force.`] : []),
    ...((policy.emergency.capabilities as string[]).includes(name) ? ["It may be taken at once in an emergency, by the few who may."] : []),
  ];
}
