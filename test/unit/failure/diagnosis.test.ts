import { answerOf, type Diagnosis, reading } from "../../../extension/failure/diagnosis.js";

const lead = (what: string, because: readonly string[], against: readonly string[] = [], proven = false) => ({
  what,
  because,
  against,
  proven,
  tryThis: `Mend ${what}`,
});

describe("reading", () => {
  it.each([
    ["more for it than against it", lead("it", ["a", "b"], ["c"]), "likely"],
    ["as much for it as against it", lead("it", ["a"], ["c"]), "undetermined"],
    ["nothing for it", lead("it", []), "undetermined"],
    ["a proof", lead("it", ["a"], [], true), "seen"],
  ])("a cause with %s", (_, given, certainty) => {
    expect(reading([], [given]).causes[0]?.certainty).toBe(certainty);
  });

  it("takes reasons that do not hold for none", () => {
    expect(
      reading([], [{ what: "it", because: [false, null, undefined, ""], against: [false] }]).causes,
    ).toEqual([{ what: "it", certainty: "undetermined", because: [], against: [] }]);
  });

  it("puts what is surest first, and leaves out that against which alone something speaks", () => {
    const { causes, tryThis } = reading(
      [],
      [lead("doubtful", [], ["c"]), lead("open", []), lead("likely", ["a"])],
    );
    expect(causes.map(({ what }) => what)).toEqual(["likely", "open"]);
    expect(tryThis).toEqual(["Mend likely"]);
    expect(reading([], [lead("doubtful", [], ["c"])]).causes.map(({ what }) => what)).toEqual(["doubtful"]);
  });

  it("leaves no other cause beside one that is proven", () => {
    expect(reading([], [lead("likely", ["a"]), lead("proven", ["a"], [], true)]).causes).toHaveLength(1);
  });

  it("where nothing is likely, tries what nothing speaks against, then what helps anyway", () => {
    const leads = [lead("doubtful", [], ["c"]), lead("open", [])];
    expect(reading([], leads, { tryThis: ["Ask"], otherwise: "Look" }).tryThis).toEqual(["Mend open", "Ask"]);
    expect(reading([], leads.slice(0, 1), { otherwise: "Look" }).tryThis).toEqual(["Look"]);
  });
});

describe("answerOf", () => {
  const diagnosis = (parts: Partial<Diagnosis>): Diagnosis => ({
    id: "token-invalid_grant",
    title: "The code was refused.",
    citations: [],
    ...reading([], []),
    ...parts,
  });
  const { causes: proven } = reading([], [lead("It was used twice.", ["a"], [], true)]);
  const { causes: likely } = reading([], [lead("It had expired.", ["a"])]);
  const { causes: open } = reading([], [lead("It had expired.", [])]);

  it.each([
    [{}, "The code was refused."],
    [{ causes: proven }, "The code was refused. It was used twice."],
    [{ causes: likely }, "The code was refused. Likely: It had expired."],
    [{ causes: open }, "The code was refused. Why is undetermined."],
    [{ certainty: "likely" }, "Likely: The code was refused."],
    [
      { certainty: "undetermined", causes: open },
      "Undetermined, perhaps: The code was refused. Why is undetermined.",
    ],
  ] as const)("%j", (parts, answer) => {
    expect(answerOf(diagnosis(parts))).toBe(answer);
  });
});
