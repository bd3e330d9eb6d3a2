import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState, clientB } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

describe('evidence', () => {
  const upload = async (
    packetId: string,
    fileName: string,
    bytes: Uint8Array<ArrayBuffer> | string,
    type = 'application/pdf',
  ) =>
    service.as('clara').post('/v1/packets/{id}/documents', {
      path: { id: packetId },
      query: { kind: 'COLLECTION_LOG', fileName },
      upload: { bytes, type },
    });

  it.each([
    ['a picture that claims to be a PDF', 'log.pdf', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a page', 'page.txt', '<html><script>alert(1)</script></html>'],
    ['a drawing with scripts', 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a program behind two endings', 'log.pdf.exe', '%PDF-1.7\n%%EOF\n'],
    ['a PDF that is a page as well', 'log.pdf', '%PDF-1.7\n<html><script>1</script></html>'],
    ['a PDF that acts', 'log.pdf', '%PDF-1.7\n1 0 obj<</S/JavaScript>>\n%%EOF\n'],
    ['an encrypted PDF', 'log.pdf', '%PDF-1.7\ntrailer<</Encrypt 5 0 R>>\n%%EOF\n'],
    ['an empty file', 'log.txt', ''],
    ['a program', 'run.exe', Buffer.from('4d5a90000300000004000000', 'hex')],
  ])('%s is not taken', async (_, fileName, bytes) => {
    const packetId = await desk.draft(
      `Evidence ${fileName} ${String(bytes).length} ${_}`,
      aReceivableState('1.00'),
    );
    expect((await upload(packetId, fileName, bytes)).status).toBe(415);
  });

  it('larger than 20 MB is refused', async () => {
    const packetId = await desk.draft('Too large', aReceivableState('1.00'));
    const answer = await upload(packetId, 'log.txt', Buffer.alloc(20 * 1024 * 1024 + 1, 'x'));
    expect(answer.status).toBe(413);
  });

  it('comes back byte by byte, as a download with its name, and only to who may see it', async () => {
    const packetId = await desk.draft('Round trip', aReceivableState('1.00'));
    const bytes = '%PDF-1.7\nProtokoll\n%%EOF\n';
    const kept = await upload(packetId, '../../März "log".pdf', bytes, 'text/html');
    expect(kept).toMatchObject({
      status: 201,
      body: { fileName: 'März "log".pdf', mediaType: 'application/pdf', sizeBytes: bytes.length },
    });
    const path = { id: bodyOf(kept).documentId };
    const download = await service.as('anna').get('/v1/documents/{id}', { path });
    expect(download.body).toBe(bytes);
    expect(download.headers.get('content-type')).toBe('application/pdf');
    expect(download.headers.get('content-disposition')).toBe(
      `attachment; filename="M_rz _log_.pdf"; filename*=UTF-8''M%C3%A4rz%20%22log%22.pdf`,
    );
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');

    await service.hire('bert', { role: 'CLIENT_ACCOUNTING', clientId: clientB.clientId });
    expect((await service.as('bert').get('/v1/documents/{id}', { path })).status).toBe(404);
    expect((await service.call.get('/v1/documents/{id}', { path })).status).toBe(401);
  });

  it('beyond the limit of a day is refused until later', async () => {
    const packetId = await desk.draft('A busy day', aReceivableState('1.00'));
    await service.database.query(`
      insert into packet.packet_document
      select gen_random_uuid(), write_off_packet_id, billing_item_detail_id, document_kind_cd, sha256, file_name, media_type,
             size_bytes, uploaded_by_user_id, uploaded_by_name, uploaded_dt
        from packet.packet_document, generate_series(1, 1000) where write_off_packet_id = '${packetId}'`);
    const answer = await desk.attach('clara', packetId);
    expect(answer).toMatchObject({ status: 429, body: { code: 'TOO_MANY_UPLOADS' } });
    expect(answer.headers.get('retry-after')).toBe('3600');
    expect(await desk.refusals(packetId)).toEqual(['clara too-many-uploads']);
  });
});
