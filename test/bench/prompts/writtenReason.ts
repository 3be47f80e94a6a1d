/**
 * Whether the body of a commit message carries a written reason: at least `fewestWords` words of a person's prose, of which
 * a sentence says why ("because", "so that", "to avoid", "otherwise it would fail"). What is no prose is taken out first:
 * trailers, templates of pull requests, lists of squashed commits, code, quotes, links, and what bots and git write.
 * The rule was fixed before any trigger was measured with it; docs/prompts.md prints it in words.
 */
export function carriesReason(body: string): boolean {
  return sentencesOf(body).some((sentence) => words(sentence) >= fewestWords && says.test(sentence));
}

/** A looser second opinion: at least 20 words of prose, whatever they say. */
export function carriesProse(body: string): boolean {
  return sentencesOf(body).reduce((sum, sentence) => sum + words(sentence), 0) >= 20;
}

const fewestWords = 6;

const says = new RegExp(
  [
    /\bbecause\b/,
    /\bsince (?!v?\d|version\b|release\b|last\b|commit\b)(?=[a-z`'"(])/,
    /\bso (?:that|we|it|they|the|this|you|users?|there|as to)\b/,
    /\botherwise\b/,
    /\bto (?:avoid|prevent|ensure|make sure|guarantee|work ?around|guard against|protect|reduce|speed up|simplify|keep)\b/,
    /\bin order (?:to|for)\b/,
    /\b(?:due|owing|thanks) to\b|\bcaused? by\b|\bfor the sake of\b/,
    /\b(?:therefore|hence|thus|consequently|for (?:this|that) reason|the reason|reason (?:is|for|why|being)|rationale|motivation)\b/,
    /\b(?:rather than|instead of|as opposed to)\b/,
    /\bwhich (?:means?|meant|caus|lea?ds?|led|results?|resulted|makes?|made|breaks?|broke|prevents?|allows?)/,
    /\b(?:leads?|led) to\b|\bresult(?:s|ed|ing) in\b/,
    /\b(?:this|that|it) (?:allows?|makes?|ensures?|avoids?|prevents?|lets|means|helps|fixes|breaks?|broke|causes?|caused|is (?:needed|necessary|required))\b/,
    /\bwould(?:n't| not| otherwise| then| have)? (?:be|break|fail|cause|lead|result|crash|hang|not|never|always|still|make|require)\b/,
    /\bwithout (?:this|it|that|which)\b/,
    /\b(?:the|root|underlying) (?:problem|issue|bug|cause) (?:is|was|here|with)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

const trailer =
  /^[A-Za-z][\w-]*(?:-[\w-]+)*: \S|^(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?|see|related(?: to)?|part of|bug|issue|gh|pr)\b[:\s]*(?:[\w./-]*#\d+|https?:\/\/\S+|[A-Z]+-\d+)/i;
const machine =
  /^(?:this reverts commit\b|\(cherry.picked from\b|#? ?conflicts:|\*+ ?conflicts|merge (?:branch|pull request|remote)|bumps? \[|updates? \[|automated|auto-?generated|piperorigin-revid|git-svn-id|dependabot|-{3,}\s*$|={3,}\s*$|\.{3}$|(?:commit-id|release notes?|changelog):)/i;
const template =
  /^(?:#{1,6}\s|\s*[-*+] \[[ xX]\]|<!--|<\/?\w+|\s*(?:description|motivation and context|summary|checklist|type of change|what (?:does|is|are|did)\b.*\?|why\b.*\?|how (?:has|was|did|do)\b.*\?|before submitting\b.*|test plan|screenshots?|before|after)\s*:?\s*$)/i;

/** The sentences of a person's prose in a message body. */
export function sentencesOf(body: string): string[] {
  const text = body
    .replace(/\r/g, '')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|$(?![\s\S]))/gm, '')
    // Git and the forges write below such a line.
    .replace(/^-{3,}\s*$[\s\S]*$/m, (tail) =>
      /co-authored-by|signed-off-by|updated-dependencies/i.test(tail) ? '' : tail,
    );
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    const isList = /^\s*\* /.test(line);
    const isCode = /^(?: {4}|\t)\S/.test(line) || /^\s*[>|$]/.test(line);
    if (isList || isCode || trailer.test(line.trim()) || machine.test(line.trim()) || template.test(line))
      kept.push('');
    else kept.push(line.replace(/^\s*(?:[-+•]|\d{1,2}[.)]) /, '\n').replace(/https?:\/\/\S+/g, ''));
  }
  return kept
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.replace(/\s+/g, ' ').split(/(?<=[.!?])\s+(?=[A-Z`"'(])/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function words(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[a-z]{2,}|^[ai]$/i.test(word)).length;
}
