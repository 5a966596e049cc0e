// node zen.mjs FOLDER COUNT NODE_MODULES: decisions a second of the model in FOLDER/zen.json.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const [folder, count, modules] = process.argv.slice(2);
const { ZenEngine } = createRequire(modules + '/')('@gorules/zen-engine');
const inputs = JSON.parse(readFileSync(folder + '/inputs.json')).slice(0, +count);
const decision = new ZenEngine().createDecision(readFileSync(folder + '/zen.json'));
for (let i = 0; i < Math.min(inputs.length, 200); i++) await decision.evaluate(inputs[i]);
let sum = 0;
const seconds = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
const start = seconds();
for (let i = 0; i < inputs.length; i += 256) {
  const batch = inputs.slice(i, i + 256).map(x => decision.evaluate(x));
  for (const done of await Promise.all(batch)) sum += done.result.limit;
}
console.log(JSON.stringify({ rate: inputs.length / (seconds() - start), sum }));
