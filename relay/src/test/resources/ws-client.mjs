// A client of npm's ws: attaches both ends of one session and prints what each hears.
// Arguments: port, token, session, node.
import { createRequire } from 'node:module';

const WebSocket = createRequire(process.cwd() + '/')('ws');
const [port, token, session, node] = process.argv.slice(2);
const payload = Buffer.alloc(70_000 % 65_536, 0x2a);
payload[0] = 4;

function open(id) {
  return new WebSocket(`ws://127.0.0.1:${port}/relay/${id}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
}

function next(socket) {
  return new Promise((resolve, reject) => {
    socket.once('message', (data, isBinary) => resolve([data, isBinary]));
    socket.once('error', reject);
  });
}

async function opened(id) {
  const socket = open(id);
  const [greeting] = await next(socket);
  console.log('greeted', JSON.parse(greeting).payload.action);
  return socket;
}

const nodeEnd = await opened(node);
const clientEnd = await opened(session);

let heard = next(nodeEnd);
clientEnd.send(payload.subarray(0, 1000), { fin: false });
clientEnd.ping('between');
clientEnd.send(payload.subarray(1000), { fin: true });
await new Promise((resolve) => clientEnd.once('pong', resolve));
const up = JSON.parse((await heard)[0]);
console.log('node heard', Buffer.from(up.payload).equals(payload), up.sessionId === session);

heard = next(clientEnd);
nodeEnd.send(JSON.stringify({
  type: 'data', sessionId: session, direction: 'node-to-client', payload,
}));
const [down, isBinary] = await heard;
console.log('client heard', down.equals(payload), isBinary);

clientEnd.close(1000, 'bye');
const [code] = await new Promise((resolve) => {
  clientEnd.once('close', (...arguments_) => resolve(arguments_));
});
console.log('closed', code);
nodeEnd.terminate();
