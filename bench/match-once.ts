import { pair } from '../src/features/coffee/pairing/index.ts';
import { syntheticInput } from './company.ts';

// One cold round in a process of its own: `node bench/match-once.ts N DOMINANT GROUP_SIZE`, figures as JSON.
const [n = 1000, dominant = 0, groupSize = 2] = process.argv.slice(2).map(Number);
const input = { ...syntheticInput({ n, dominant, rounds: 50, seed: 'bench' }), groupSize };
const cpuBefore = process.cpuUsage();
const start = performance.now();
const { cost, gap, repeats, left } = pair(input);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(cpuBefore);
const KILO = 1000;
const rssMb = process.resourceUsage().maxRSS / KILO;
console.log(JSON.stringify({ ms, cpuMs: (user + system) / KILO, cost, gap, repeats, left: left.length, rssMb }));
