const folders =
  /(?:^|\/)(?:node_modules|bower_components|vendor|third[_-]?party|deps|dist|out|build\/(?:lib|dist)|target|generated|gen|__generated__|__snapshots__|\.yarn|\.git|testdata|fixtures?|snapshots?)\//i;
const names =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|cargo\.lock|go\.sum|gemfile\.lock|composer\.lock|poetry\.lock|uv\.lock|pipfile\.lock|flake\.lock|mix\.lock|podfile\.lock|packages\.lock\.json|gradlew(?:\.bat)?|mvnw(?:\.cmd)?)$|\.(?:lock|snap|map|min\.(?:js|css)|pb\.(?:go|cc|h)|g\.dart|designer\.cs|svg|po|ipynb|golden|diff|patch)$|[._-]generated\.\w+$|_pb2?(?:_grpc)?\.(?:py|js|d\.ts)$/i;
const banner =
  /@generated\b|\bcode generated\b.{0,200}\bdo not edit\b|\b(?:auto-?generated|automatically generated)\b.{0,120}\bdo not (?:edit|modify)\b/is;

/** Whether a file is made by a tool or comes from elsewhere, as far as its path says. */
export function isGeneratedPath(path: string): boolean {
  return folders.test(path) || names.test(path);
}

/** Whether the head of a file says that a tool wrote it. */
export function hasGeneratedBanner(text: string): boolean {
  return banner.test(text.slice(0, 2000));
}

/** Whether the file is a test: its path says so in the ways that the common frameworks know. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|specs?|e2e|benches|benchmarks?|examples?)\/|[._-](?:test|spec|bench)s?\.\w+$|(?:^|\/)test_[^/]*\.py$|Tests?\.\w+$/.test(
    path,
  );
}
